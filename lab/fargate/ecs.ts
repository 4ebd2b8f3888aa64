import { type TargetGroup } from "../balancer/target-group";
import { EcsService, type ServiceWish, type TaskHands } from "./ecs-service";
import { Task, type TaskPlace } from "./task";
import type { TaskDefinition } from "./task-definition";

export interface Placing {
  /** Of a web app: where its copies are registered, and on which port they listen. */
  readonly behind?: { readonly group: TargetGroup; readonly port: number };
  readonly names: readonly string[];
}

export interface EcsSurroundings {
  place(): Promise<TaskPlace>;
  /** Waits until no load balancer has an open request to it. */
  drained(endpoint: string, seconds: number): Promise<void>;
}

/** As much of ECS as the program and its deployments ask for, with Docker for Fargate. */
export class Ecs {
  readonly definitions = new Map<string, TaskDefinition>();
  readonly services = new Map<string, EcsService>();
  readonly tasks: Task[] = [];

  constructor(private readonly surroundings: EcsSurroundings) {}

  definition(arn: string): TaskDefinition {
    const found = this.definitions.get(arn);
    if (!found) throw new Error(`ECS knows no task definition ${arn}`);
    return found;
  }

  service(name: string): EcsService {
    const found = this.services.get(name);
    if (!found) throw new Error(`ECS knows no service ${name}`);
    return found;
  }

  create(name: string, wish: ServiceWish, placing: Placing): void {
    this.services.set(name, new EcsService(name, wish, this.hands(name, placing)));
  }

  async remove(name: string): Promise<void> {
    await this.services.get(name)?.close();
    this.services.delete(name);
  }

  /** A task of its own. */
  async run(taskDefinition: string, startedBy: string): Promise<Task> {
    const wish = { definition: this.definition(taskDefinition), startedBy, names: [] };
    return this.started(await Task.start(wish, await this.surroundings.place()));
  }

  async tend(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.tend()));
  }

  private hands(name: string, { behind, names }: Placing): TaskHands {
    const endpoint = (task: Task) => `${task.address}:${behind?.port}`;
    return {
      start: async (taskDefinition, startedBy) => {
        const wish = { definition: this.definition(taskDefinition), startedBy, service: name, names };
        const task = this.started(await Task.start(wish, await this.surroundings.place()));
        behind?.group.register(endpoint(task));
        return task;
      },
      health: (task) =>
        behind
          ? (behind.group.healthOf(endpoint(task)) ?? "unhealthy")
          : task.isRunning
            ? "healthy"
            : "unhealthy",
      end: async (task, reason) => {
        task.draining = true;
        task.stoppedBecause ??= reason;
        if (behind) {
          behind.group.deregister(endpoint(task));
          await this.surroundings.drained(endpoint(task), behind.group.deregistrationDelay);
        }
        await task.stop(reason);
      },
    };
  }

  private started(task: Task): Task {
    this.tasks.push(task);
    return task;
  }
}
