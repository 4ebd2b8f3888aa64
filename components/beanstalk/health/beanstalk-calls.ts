import type { ElasticBeanstalkClient } from "@aws-sdk/client-elastic-beanstalk";

/** What Pulumi's process asks Beanstalk; each call is one request. */
export interface BeanstalkCalls {
  environment(): Promise<EnvironmentState | undefined>;
  instances(): Promise<readonly InstanceState[]>;
  /** Starts the deployment of a version. */
  deploy(version: string): Promise<void>;
  /** Newest first. */
  events(): Promise<readonly string[]>;
}

export interface EnvironmentState {
  /** Launching, Updating, Ready, Terminating, Terminated, … */
  readonly status: string;
  readonly version: string;
  /** Ok, Info, Warning, Degraded, Severe, Pending, Unknown, NoData, Suspended. */
  readonly health: string;
  readonly causes: readonly string[];
}

export interface InstanceState {
  readonly id: string;
  readonly health: string;
  readonly causes: readonly string[];
  /** Version of its last deployment, and what became of it: In Progress, Deployed, Failed. */
  readonly version?: string;
  readonly deployment?: string;
}

export interface Where {
  readonly region: string;
  readonly profile?: string;
  readonly environmentId: string;
}

type Sdk = typeof import("@aws-sdk/client-elastic-beanstalk");

const shownEvents = 10;

/** Loads AWS's client at the first request: a preview makes none. */
export function openBeanstalk({ region, profile, environmentId: EnvironmentId }: Where): BeanstalkCalls {
  let opened: ElasticBeanstalkClient | undefined;
  const open = async (): Promise<{ sdk: Sdk; client: ElasticBeanstalkClient }> => {
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    const sdk = await import("@aws-sdk/client-elastic-beanstalk");
    opened ??= new sdk.ElasticBeanstalkClient({ region, profile });
    return { sdk, client: opened };
  };
  return {
    async environment() {
      const { sdk, client } = await open();
      const described = new sdk.DescribeEnvironmentsCommand({ EnvironmentIds: [EnvironmentId] });
      const [found] = (await client.send(described)).Environments ?? [];
      if (found?.Status !== "Ready") return found && environmentState(found, undefined);
      const asked = new sdk.DescribeEnvironmentHealthCommand({ EnvironmentId, AttributeNames: ["All"] });
      return environmentState(found, await client.send(asked));
    },
    async instances() {
      const { sdk, client } = await open();
      const command = new sdk.DescribeInstancesHealthCommand({ EnvironmentId, AttributeNames: ["All"] });
      return ((await client.send(command)).InstanceHealthList ?? []).map(instanceState);
    },
    async deploy(VersionLabel) {
      const { sdk, client } = await open();
      await client.send(new sdk.UpdateEnvironmentCommand({ EnvironmentId, VersionLabel }));
    },
    async events() {
      const { sdk, client } = await open();
      const input = { EnvironmentId, Severity: "WARN", MaxRecords: shownEvents } as const;
      const { Events = [] } = await client.send(new sdk.DescribeEventsCommand(input));
      return Events.map(({ Message }) => Message ?? "");
    },
  };
}

type Description = import("@aws-sdk/client-elastic-beanstalk").EnvironmentDescription;
type Health = import("@aws-sdk/client-elastic-beanstalk").DescribeEnvironmentHealthResult;
type InstanceHealth = import("@aws-sdk/client-elastic-beanstalk").SingleInstanceHealth;

function environmentState(description: Description, health: Health | undefined): EnvironmentState {
  return {
    status: description.Status ?? "",
    version: description.VersionLabel ?? "",
    health: health?.HealthStatus ?? "",
    causes: health?.Causes ?? [],
  };
}

function instanceState({ InstanceId, HealthStatus, Causes, Deployment }: InstanceHealth): InstanceState {
  return {
    id: InstanceId ?? "",
    health: HealthStatus ?? "",
    causes: Causes ?? [],
    version: Deployment?.VersionLabel,
    deployment: Deployment?.Status,
  };
}
