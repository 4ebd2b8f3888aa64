import type { Ecs } from "./ecs";
import type { Deployment, EcsService } from "./ecs-service";
import type { Task } from "./task";

type Request = Readonly<Record<string, unknown>>;

/** The actions of ECS, CloudWatch Logs and the Parameter Store that a deployment asks for. */
export class EcsApi {
  constructor(
    private readonly ecs: Ecs,
    private readonly parameters: ReadonlyMap<string, string>,
  ) {}

  async act(action: string, request: Request): Promise<unknown> {
    switch (action) {
      case "DescribeServices":
        return { services: names(request, "services").flatMap((name) => this.described(name)) };
      case "UpdateService":
        this.ecs.service(text(request, "service")).deploy(text(request, "taskDefinition"));
        return {};
      case "RunTask": {
        const task = await this.ecs.run(text(request, "taskDefinition"), text(request, "startedBy"));
        return { tasks: [taskOf(task)], failures: [] };
      }
      case "ListTasks":
        return { taskArns: this.listed(request).map(({ arn }) => arn) };
      case "DescribeTasks": {
        const wanted = names(request, "tasks");
        return { tasks: this.ecs.tasks.filter(({ arn }) => wanted.includes(arn)).map(taskOf) };
      }
      case "GetLogEvents":
        return { events: await this.events(text(request, "logStreamName"), Number(request["limit"])) };
      case "GetParameters":
        return {
          Parameters: names(request, "Names").map((Name) => ({ Name, Value: this.parameters.get(Name) })),
        };
      default:
        throw new Error(`the lab's ECS knows no ${action}`);
    }
  }

  private described(name: string): readonly object[] {
    const service = this.ecs.services.get(name);
    return service ? [serviceOf(service)] : [];
  }

  private listed({ family, serviceName, desiredStatus }: Request): readonly Task[] {
    return this.ecs.tasks.filter(
      ({ wish, isRunning }) =>
        isRunning === (desiredStatus !== "STOPPED") &&
        (family === undefined || wish.definition.family === family) &&
        (serviceName === undefined || wish.service === serviceName),
    );
  }

  /** Streams are named after tasks: `task/app/<id>`. */
  private async events(stream: string, limit: number): Promise<readonly object[]> {
    const task = this.ecs.tasks.find(({ id }) => id === stream.split("/").at(-1));
    return ((await task?.log(limit)) ?? []).map((message) => ({ message }));
  }
}

function serviceOf({ name, deployments, events, wish }: EcsService): object {
  const described = deployments.map((deployment: Deployment, index) => ({
    id: deployment.id,
    status: index === 0 ? "PRIMARY" : "ACTIVE",
    taskDefinition: deployment.taskDefinition,
    rolloutState: deployment.state,
    rolloutStateReason: deployment.reason,
    runningCount: deployment.tasks.filter(({ isRunning }) => isRunning).length,
    desiredCount: index === 0 ? wish.desired : 0,
  }));
  return { serviceName: name, deployments: described, events: events.map((message) => ({ message })) };
}

function taskOf({ arn, wish, isRunning, exitCode, stoppedBecause }: Task): object {
  return {
    taskArn: arn,
    taskDefinitionArn: wish.definition.arn,
    startedBy: wish.startedBy,
    lastStatus: isRunning ? "RUNNING" : "STOPPED",
    ...(!isRunning && {
      stopCode: stoppedBecause === undefined ? "EssentialContainerExited" : "ServiceSchedulerInitiated",
      stoppedReason: stoppedBecause ?? "Essential container in task exited",
    }),
    containers: [{ name: wish.definition.container.name, exitCode }],
  };
}

function names(request: Request, key: string): readonly string[] {
  return (request[key] ?? []) as readonly string[];
}

function text(request: Request, key: string): string {
  const value = request[key];
  if (typeof value !== "string") throw new Error(`the request has no ${key}`);
  return value;
}
