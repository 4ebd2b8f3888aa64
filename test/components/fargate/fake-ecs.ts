import type { EcsCalls, ServiceState } from "../../../components/fargate/calls/ecs-calls";
import type { TaskState } from "../../../components/fargate/calls/task-state";
import type { Surroundings } from "../../../components/run-on-box/wait";

/** ECS that answers from scripts; the last answer stays. */
export class FakeEcs implements EcsCalls {
  readonly calls: string[] = [];
  runningTasks: (readonly string[])[] = [[]];
  tasks: (TaskState | undefined)[] = [];
  services: (ServiceState | undefined)[] = [];
  stoppedTasks: readonly TaskState[] = [];
  /** Thrown by the next calls. */
  readonly troubles: Error[] = [];

  runTask(task: { readonly taskDefinition: string }, token: string): Promise<string> {
    return this.answer(`run ${task.taskDefinition} ${token}`, () => "arn:task/cluster/abc");
  }

  running(family: string): Promise<readonly string[]> {
    return this.answer(`running ${family}`, () => next(this.runningTasks) ?? []);
  }

  task(arn: string): Promise<TaskState | undefined> {
    return this.answer(`task ${arn}`, () => next(this.tasks));
  }

  service(name: string): Promise<ServiceState | undefined> {
    return this.answer(`service ${name}`, () => next(this.services));
  }

  deploy(service: string, taskDefinition: string): Promise<void> {
    return this.answer(`deploy ${service} ${taskDefinition}`, () => undefined);
  }

  stopped(service: string): Promise<readonly TaskState[]> {
    return this.answer(`stopped ${service}`, () => this.stoppedTasks);
  }

  private answer<Answer>(call: string, give: () => Answer): Promise<Answer> {
    this.calls.push(call);
    const trouble = this.troubles.shift();
    return trouble ? Promise.reject(trouble) : Promise.resolve(give());
  }
}

function next<Answer>(answers: Answer[]): Answer | undefined {
  return answers.length > 1 ? answers.shift() : answers[0];
}

/** Time that passes only by sleeping. */
export function fakeSurroundings(said: string[]): Surroundings {
  let now = 0;
  return {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
    say: (line) => said.push(line),
  };
}

/** What a rejected promise says. */
export function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "it did not fail",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
