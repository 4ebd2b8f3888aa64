import type { Task } from "./task";
import { type Copies, nextSteps, patience, type Rules } from "./next-steps";

export interface ServiceWish extends Rules {
  readonly taskDefinition: string;
  /** Whether a deployment that does not become healthy is given up, and the one before put back. */
  readonly breaker: { readonly enable: boolean; readonly rollback: boolean };
  /** Seconds that a copy may be unhealthy after its start. */
  readonly graceSeconds: number;
}

/** What a service asks of the machine it runs on. */
export interface TaskHands {
  start(taskDefinition: string, deployment: string): Promise<Task>;
  health(task: Task): "initial" | "healthy" | "unhealthy";
  /** Takes it out of the load balancer, lets it finish, and ends it. */
  end(task: Task, reason: string): Promise<void>;
}

export interface Deployment {
  readonly id: string;
  readonly taskDefinition: string;
  readonly tasks: Task[];
  failures: number;
  state: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  reason?: string;
}

let deployed = 0;

/** One service of ECS: keeps copies of the newest deployment running, and replaces those of older ones. */
export class EcsService {
  /** The newest first. */
  deployments: Deployment[] = [];
  readonly events: string[] = [];
  readonly stopped: Task[] = [];

  constructor(
    readonly name: string,
    public wish: ServiceWish,
    private readonly hands: TaskHands,
  ) {
    this.deploy(wish.taskDefinition);
  }

  deploy(taskDefinition: string): void {
    const id = `ecs-svc/${(deployed += 1)}`;
    this.deployments.unshift({ id, taskDefinition, tasks: [], failures: 0, state: "IN_PROGRESS" });
  }

  /** Looks after it once. */
  async tend(): Promise<void> {
    for (const deployment of this.deployments) this.look(deployment);
    this.giveUp();
    const [primary, ...older] = this.deployments;
    if (!primary) return;
    const old = older.flatMap(({ tasks }) => tasks).filter(isServing);
    const fresh = primary.tasks.filter(isServing);
    const steps = nextSteps(this.wish, this.count(fresh), this.count(old));
    const hopeless = primary.state === "FAILED";
    for (let count = hopeless ? 0 : steps.start; count > 0; count -= 1) await this.start(primary);
    for (const task of this.worstFirst(old).slice(0, steps.stopOld)) this.end(task, "Scaling activity");
    for (const task of this.worstFirst(fresh).slice(0, steps.stopFresh)) this.end(task, "Scaling activity");
    this.complete(primary, older);
  }

  /** Ends all its copies. */
  async close(): Promise<void> {
    this.wish = { ...this.wish, desired: 0, minimumPercent: 0 };
    const tasks = this.deployments
      .flatMap((deployment) => deployment.tasks)
      .filter(({ isRunning }) => isRunning);
    await Promise.all(tasks.map((task) => this.hands.end(task, "Service deleted")));
  }

  /** Copies that ended leave; those that stay ill are ended. Each counts against a deployment that is not complete. */
  private look(deployment: Deployment): void {
    for (const task of [...deployment.tasks]) {
      const ill = task.isRunning && !task.draining && this.isTooLongIll(task);
      if (ill) this.end(task, "Task failed ELB health checks");
      if (task.isRunning && !ill) continue;
      deployment.tasks.splice(deployment.tasks.indexOf(task), 1);
      this.stopped.push(task);
      if (ill || task.stoppedBecause === undefined) deployment.failures += 1;
    }
  }

  /** A task that cannot be started counts, too. */
  private async start(deployment: Deployment): Promise<void> {
    try {
      deployment.tasks.push(await this.hands.start(deployment.taskDefinition, deployment.id));
    } catch (error) {
      deployment.failures += 1;
      this.tell(`was unable to place a task: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private isTooLongIll(task: Task): boolean {
    const graceOver = Date.now() - task.since > this.wish.graceSeconds * 1000;
    return graceOver && this.hands.health(task) !== "healthy";
  }

  private giveUp(): void {
    const [primary, ...older] = this.deployments;
    const { breaker, desired } = this.wish;
    if (primary?.state !== "IN_PROGRESS" || !breaker.enable || primary.failures < patience(desired)) return;
    primary.state = "FAILED";
    primary.reason = "ECS deployment circuit breaker: tasks failed to start.";
    this.tell(`(deployment ${primary.id}) deployment failed: tasks failed to start.`);
    const last = older.find(({ state }) => state === "COMPLETED");
    if (!breaker.rollback || !last) return;
    this.deployments = [last, primary, ...older.filter((one) => one !== last)];
    this.tell(`rolling back to deployment ${last.id}.`);
  }

  private complete(primary: Deployment, older: readonly Deployment[]): void {
    const { healthy } = this.count(primary.tasks.filter(isServing));
    const gone = older.every(({ tasks }) => tasks.every(({ isRunning }) => !isRunning));
    if (primary.state === "FAILED" || healthy < this.wish.desired || !gone) return;
    if (primary.state === "IN_PROGRESS") this.tell(`(deployment ${primary.id}) deployment completed.`);
    primary.state = "COMPLETED";
    this.deployments = [primary];
  }

  private count(tasks: readonly Task[]): Copies {
    const healthy = tasks.filter((task) => this.hands.health(task) === "healthy");
    return { running: tasks.length, healthy: healthy.length };
  }

  private worstFirst(tasks: readonly Task[]): readonly Task[] {
    const isHealthy = (task: Task) => Number(this.hands.health(task) === "healthy");
    return tasks.toSorted((one, other) => isHealthy(one) - isHealthy(other));
  }

  private end(task: Task, reason: string): void {
    task.draining = true;
    void this.hands.end(task, reason).catch((error: unknown) => this.tell(String(error)));
  }

  private tell(event: string): void {
    this.events.unshift(`(service ${this.name}) ${event}`);
  }
}

function isServing({ isRunning, draining }: Task): boolean {
  return isRunning && !draining;
}
