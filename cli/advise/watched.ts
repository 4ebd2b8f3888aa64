import type { DeployedStack } from "../../plan/deployed";

type Dimensions = Readonly<Record<string, string>>;

/** What of a deployed stack CloudWatch has figures of. */
export interface Watched {
  /** A box, or the instances of Beanstalk. */
  readonly machines?: Dimensions;
  /** Of an app on ECS, by its name. */
  readonly services: Readonly<Record<string, Dimensions>>;
  readonly databases?: Dimensions;
}

/** Names in AWS of what the stack's state says that it has. */
export function watchedOf({ resources }: DeployedStack, tier: string): Watched {
  const first = (type: string, name?: string) =>
    resources.find((one) => one.type === type && (name === undefined || one.name === name))?.outputs;
  const box = text(first("aws:ec2/instance:Instance", "box")?.["id"]);
  const groups = first("aws:elasticbeanstalk/environment:Environment")?.["autoscalingGroups"];
  const group = text(Array.isArray(groups) ? groups[0] : undefined);
  const databases = text(first("aws:rds/instance:Instance")?.["identifier"]);
  const services = resources.filter(({ type }) => type === "aws:ecs/service:Service");
  return {
    ...(tier === "compose" && box !== undefined && { machines: { InstanceId: box } }),
    ...(tier === "beanstalk" && group !== undefined && { machines: { AutoScalingGroupName: group } }),
    services: Object.fromEntries(
      tier === "fargate" ? services.map(({ name, outputs }) => [name, serviceOf(outputs)]) : [],
    ),
    ...(databases !== undefined && { databases: { DBInstanceIdentifier: databases } }),
  };
}

function serviceOf(outputs: Readonly<Record<string, unknown>>): Dimensions {
  const cluster = text(outputs["cluster"]) ?? "";
  return { ClusterName: cluster.split("/").at(-1) ?? "", ServiceName: text(outputs["name"]) ?? "" };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
