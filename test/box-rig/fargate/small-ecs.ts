import type { EcsCalls, OneOffTask, ServiceState } from "../../../components/fargate/calls/ecs-calls";
import type { TaskState } from "../../../components/fargate/calls/task-state";
import type { RecordedResource } from "../../../cli/evaluate/recorded-resource";
import { output } from "../../../rig/command";
import { request } from "../../../rig/request";
import { revised, type Recorded } from "./recorded";
import { Task, type Surroundings } from "./task";

/** Copies that may fail until a new version is given up: ECS's least. */
const patience = 3;

interface Service {
  readonly resource: RecordedResource;
  serving?: Task;
  next?: Task;
  failures: number;
  failed?: string;
}

/** As much of ECS as the program's own code asks for, with Docker for Fargate: one-off tasks, services, roll-backs. */
export class SmallEcs implements EcsCalls {
  private readonly tasks: Task[] = [];
  private readonly services = new Map<string, Service>();

  constructor(private where: Surroundings) {}

  /** What the program declares from now on; the services stay. */
  declare(recorded: Recorded, images = this.where.images): void {
    this.where = { ...this.where, recorded, images };
  }

  /** The container that serves an app. */
  serving(app: string): Task {
    const found = this.services.get(app)?.serving;
    if (!found) throw new Error(`${app} does not serve`);
    return found;
  }

  taskOf(arn: string): Task {
    const found = this.tasks.find(({ name }) => name === arn);
    if (!found) throw new Error(`no task ${arn}`);
    return found;
  }

  async runTask({ taskDefinition }: OneOffTask): Promise<string> {
    const task = await Task.start(taskDefinition, this.where);
    this.tasks.push(task);
    return task.name;
  }

  running(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  async task(arn: string): Promise<TaskState> {
    return stateOf(this.taskOf(arn));
  }

  /** A service as the program declares it now: created, or updated to another task definition. */
  async declared(app: string): Promise<void> {
    const resource = this.where.recorded.one("aws:ecs/service:Service", app);
    await this.deploy(app, revised(this.where.recorded, resource.inputs["taskDefinition"]));
  }

  async deploy(app: string, taskDefinition: string): Promise<void> {
    const resource = this.where.recorded.one("aws:ecs/service:Service", app);
    const before = this.services.get(app);
    this.services.set(app, {
      resource,
      serving: before?.serving,
      next: await this.start(taskDefinition),
      failures: 0,
    });
  }

  /** Looks after the service once, as ECS's scheduler would, and says where it stands. */
  async service(app: string): Promise<ServiceState | undefined> {
    const service = this.services.get(app);
    if (!service) return undefined;
    if (service.next) await this.advance(service, service.next);
    const { next, serving, failed } = service;
    const current = next ?? serving;
    return {
      deployments: current
        ? [
            {
              // The same for every copy that is tried.
              id: current.taskDefinition,
              primary: true,
              taskDefinition: current.taskDefinition,
              state: next ? "IN_PROGRESS" : "COMPLETED",
              running: (await current.exitCode()) === undefined ? 1 : 0,
              desired: 1,
            },
          ]
        : [],
      events: failed === undefined ? [] : [`(service ${app}) gave up ${failed}`],
    };
  }

  async stopped(): Promise<readonly TaskState[]> {
    const states = await Promise.all(this.tasks.map(stateOf));
    return states.filter(({ status }) => status === "STOPPED");
  }

  async close(): Promise<void> {
    const names = this.tasks.map(({ name }) => name);
    if (names.length > 0) await output("docker", ["rm", "--force", ...names]);
  }

  private async start(taskDefinition: string): Promise<Task> {
    const task = await Task.start(taskDefinition, this.where);
    this.tasks.push(task);
    return task;
  }

  private async advance(service: Service, next: Task): Promise<void> {
    if (await this.isHealthy(service, next)) {
      const old = service.serving;
      service.serving = next;
      delete service.next;
      await old?.stop();
    } else if ((await next.exitCode()) !== undefined) {
      service.failures += 1;
      if (service.failures < patience) service.next = await this.start(next.taskDefinition);
      else {
        service.failed = next.taskDefinition;
        delete service.next;
      }
    }
  }

  /** The target group's own check. */
  private async isHealthy({ resource }: Service, task: Task): Promise<boolean> {
    const [balancer] = (resource.inputs["loadBalancers"] ?? []) as readonly LoadBalancerOfService[];
    if (!balancer) return (await task.exitCode()) === undefined;
    const target = this.where.recorded.behind(balancer.targetGroupArn);
    const { path, matcher } = target.inputs["healthCheck"] as { path: string; matcher: string };
    const [least = 0, most = least] = matcher.split("-").map(Number);
    const address = await task.address();
    if (address === "") return false;
    const asked = await request({ address, port: balancer.containerPort, host: address, path }).catch(
      () => undefined,
    );
    return asked !== undefined && asked.status >= least && asked.status <= most;
  }
}

interface LoadBalancerOfService {
  readonly targetGroupArn: string;
  readonly containerPort: number;
}

async function stateOf(task: Task): Promise<TaskState> {
  const exitCode = await task.exitCode();
  return {
    arn: task.name,
    taskDefinition: task.taskDefinition,
    status: exitCode === undefined ? "RUNNING" : "STOPPED",
    stoppedReason: exitCode === undefined ? undefined : "Essential container in task exited",
    exitCode,
  };
}
