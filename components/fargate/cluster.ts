import type * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import { logGroupName } from "../../plan/names";
import type { FargatePlan } from "../../plan/fargate-types";
import { tags } from "../tags";

export interface Cluster {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  /** Where shells in tasks are logged, when they are allowed. */
  readonly execLogGroup?: cloudwatch.LogGroup;
  /** After it the cluster takes tasks. */
  readonly ready: pulumi.Resource;
}

/** The cluster that all apps of the stack run in. It costs nothing by itself. */
export function createCluster(stack: string, plan: FargatePlan, parent: pulumi.Resource): Cluster {
  const execLogGroup = plan.exec ? createExecLogGroup(stack, plan, parent) : undefined;
  const cluster = new ecs.Cluster(
    "apps",
    {
      // 20 metrics that are billed one by one; CPU and memory of each service are free without them.
      settings: [{ name: "containerInsights", value: "disabled" }],
      ...(execLogGroup && { configuration: { executeCommandConfiguration: logTo(execLogGroup) } }),
      tags: tags(stack, "apps"),
    },
    { parent },
  );
  const ready = new ecs.ClusterCapacityProviders(
    "apps",
    { clusterName: cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
    { parent },
  );
  return { arn: cluster.arn, name: cluster.name, execLogGroup, ready };
}

function createExecLogGroup(stack: string, { logDays }: FargatePlan, parent: pulumi.Resource) {
  return new cloudwatch.LogGroup(
    "_exec",
    { name: logGroupName(stack, "_exec"), retentionInDays: logDays, tags: tags(stack, "exec") },
    { parent },
  );
}

function logTo({ name }: cloudwatch.LogGroup) {
  return { logging: "OVERRIDE", logConfiguration: { cloudWatchLogGroupName: name } };
}
