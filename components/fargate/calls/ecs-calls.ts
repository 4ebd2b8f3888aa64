import type { ECSClient, RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { containerName } from "../container";
import { taskState, type TaskState } from "./task-state";

/** What Pulumi's process asks ECS; each call is one request. */
export interface EcsCalls {
  /** Starts a one-off task and returns its ARN. A token that was used starts nothing new. */
  runTask(task: OneOffTask, token: string): Promise<string>;
  /** ARNs of tasks of a family that run or start. */
  running(family: string): Promise<readonly string[]>;
  task(arn: string): Promise<TaskState | undefined>;
  service(name: string): Promise<ServiceState | undefined>;
  /** Starts a deployment of the task definition, also when the service has it already. */
  deploy(service: string, taskDefinition: string): Promise<void>;
  /** Tasks of a service that ended lately. */
  stopped(service: string): Promise<readonly TaskState[]>;
}

export interface OneOffTask {
  readonly taskDefinition: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly assignPublicIp: boolean;
  /** Instead of the container's own. */
  readonly command?: readonly string[];
}

export interface ServiceState {
  readonly deployments: readonly Deployment[];
  /** Newest first. */
  readonly events: readonly string[];
}

export interface Deployment {
  readonly id: string;
  readonly primary: boolean;
  readonly taskDefinition: string;
  readonly state: string;
  readonly reason?: string;
  /** Copies that run, and that shall run. */
  readonly running: number;
  readonly desired: number;
}

export interface Where {
  readonly region: string;
  readonly profile?: string;
  readonly cluster: string;
}

type Sdk = typeof import("@aws-sdk/client-ecs");

/** Loads AWS's client at the first request: a preview makes none. */
export function openEcs({ region, profile, cluster }: Where): EcsCalls {
  let opened: ECSClient | undefined;
  const open = async (): Promise<{ sdk: Sdk; client: ECSClient }> => {
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    const sdk = await import("@aws-sdk/client-ecs");
    opened ??= new sdk.ECSClient({ region, profile });
    return { sdk, client: opened };
  };
  const tasks = async (arns: readonly string[]): Promise<readonly TaskState[]> => {
    if (arns.length === 0) return [];
    const { sdk, client } = await open();
    const answer = await client.send(new sdk.DescribeTasksCommand({ cluster, tasks: [...arns] }));
    return (answer.tasks ?? []).map(taskState);
  };
  return {
    async runTask(task, token) {
      const { sdk, client } = await open();
      const answer = await client.send(new sdk.RunTaskCommand(runTaskInput(cluster, task, token)));
      const [failure] = answer.failures ?? [];
      if (failure) throw new Error(`ECS did not start the task: ${failure.reason ?? "no reason"}`);
      return answer.tasks?.[0]?.taskArn ?? "";
    },
    async running(family) {
      const { sdk, client } = await open();
      const command = new sdk.ListTasksCommand({ cluster, family, desiredStatus: "RUNNING" });
      return (await client.send(command)).taskArns ?? [];
    },
    async task(arn) {
      return (await tasks([arn]))[0];
    },
    async service(name) {
      const { sdk, client } = await open();
      const answer = await client.send(new sdk.DescribeServicesCommand({ cluster, services: [name] }));
      const [found] = answer.services ?? [];
      return found && serviceState(found);
    },
    async deploy(service, taskDefinition) {
      const { sdk, client } = await open();
      const input = { cluster, service, taskDefinition, forceNewDeployment: true };
      await client.send(new sdk.UpdateServiceCommand(input));
    },
    async stopped(service) {
      const { sdk, client } = await open();
      const command = new sdk.ListTasksCommand({ cluster, serviceName: service, desiredStatus: "STOPPED" });
      return tasks((await client.send(command)).taskArns ?? []);
    },
  };
}

/** On demand: Spot could take the task away in the middle. */
function runTaskInput(cluster: string, task: OneOffTask, token: string): RunTaskCommandInput {
  return {
    cluster,
    taskDefinition: task.taskDefinition,
    count: 1,
    capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...task.subnetIds],
        securityGroups: [...task.securityGroupIds],
        assignPublicIp: task.assignPublicIp ? "ENABLED" : "DISABLED",
      },
    },
    ...(task.command && {
      overrides: { containerOverrides: [{ name: containerName, command: [...task.command] }] },
    }),
    startedBy: "ladder",
    clientToken: token,
  };
}

function serviceState(service: import("@aws-sdk/client-ecs").Service): ServiceState {
  return {
    deployments: (service.deployments ?? []).map((deployment) => ({
      id: deployment.id ?? "",
      primary: deployment.status === "PRIMARY",
      taskDefinition: deployment.taskDefinition ?? "",
      state: deployment.rolloutState ?? "",
      reason: deployment.rolloutStateReason,
      running: deployment.runningCount ?? 0,
      desired: deployment.desiredCount ?? 0,
    })),
    events: (service.events ?? []).map(({ message }) => message ?? ""),
  };
}
