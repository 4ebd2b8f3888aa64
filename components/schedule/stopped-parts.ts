import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../policy";
import { createLockDocument } from "./lock-document";
import type { Sleeper, SleepingEnvironment, SleepingService } from "./sleeper";

export interface Place {
  readonly region: string;
  readonly account: pulumi.Output<string>;
}

/** What the function is told of a part of the stack, and what it may do with it. */
export interface StoppedPart {
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statements: readonly Statement[];
}

/** Of what runs the apps; for a box also makes the command that asks it whether a job is at work. */
export function stoppedTier(sleeper: Sleeper, place: Place, stack: string): StoppedPart {
  switch (sleeper.kind) {
    case "box":
      return stoppedBox(sleeper.instanceId, place, createLockDocument("schedule-lock", stack));
    case "environment":
      return stoppedEnvironment(sleeper, place);
    case "services":
      return stoppedServices(sleeper.services, place);
  }
}

/** RDS. */
export function stoppedDatabase(identifier: pulumi.Output<string>, place: Place): StoppedPart {
  return {
    environment: { DATABASE: identifier },
    statements: [
      {
        sid: "Database",
        actions: ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
        resources: [arn("rds", place, pulumi.interpolate`db:${identifier}`)],
      },
    ],
  };
}

/** The task that backs the databases up: only waited for. */
export function awaitedDumps(cluster: pulumi.Output<string>, place: Place): StoppedPart {
  return {
    environment: { DUMPS: cluster },
    statements: [
      {
        sid: "Dumps",
        actions: ["ecs:ListTasks"],
        resources: [arn("ecs", place, pulumi.interpolate`container-instance/${cluster}/*`)],
      },
    ],
  };
}

function stoppedBox(
  instanceId: pulumi.Output<string>,
  place: Place,
  lock: pulumi.Output<string>,
): StoppedPart {
  const machine = arn("ec2", place, pulumi.interpolate`instance/${instanceId}`);
  return {
    environment: { INSTANCE: instanceId, LOCK_DOCUMENT: lock },
    statements: [
      { sid: "Box", actions: ["ec2:StartInstances", "ec2:StopInstances"], resources: [machine] },
      {
        sid: "Ask",
        actions: ["ssm:SendCommand"],
        resources: [machine, arn("ssm", place, pulumi.interpolate`document/${lock}`)],
      },
      { sid: "Answer", actions: ["ssm:GetCommandInvocation"], resources: ["*"] },
    ],
  };
}

function stoppedEnvironment(sleeper: SleepingEnvironment, place: Place): StoppedPart {
  const { arn: environment, name, group, size } = sleeper;
  return {
    environment: { ENVIRONMENT: name, GROUP: group, SIZE: JSON.stringify(size) },
    statements: [
      { sid: "Environment", actions: ["elasticbeanstalk:DescribeEnvironments"], resources: [environment] },
      {
        sid: "Group",
        actions: ["autoscaling:UpdateAutoScalingGroup"],
        resources: [
          arn("autoscaling", place, pulumi.interpolate`autoScalingGroup:*:autoScalingGroupName/${group}`),
        ],
      },
    ],
  };
}

function stoppedServices(services: readonly SleepingService[], place: Place): StoppedPart {
  const [first] = services;
  if (!first) return { environment: {}, statements: [] };
  const name = first.cluster.apply((cluster) => cluster.replace(/^.*\//, ""));
  const ofCluster = (kind: string) => arn("ecs", place, pulumi.interpolate`${kind}/${name}/*`);
  const copies = services.map(({ service, copies: count }) => pulumi.all([service.name, count]));
  return {
    environment: { CLUSTER: name, COPIES: pulumi.jsonStringify(copies) },
    statements: [
      {
        sid: "Services",
        actions: ["ecs:DescribeServices", "ecs:UpdateService"],
        resources: [ofCluster("service")],
      },
      { sid: "Tasks", actions: ["ecs:ListTasks"], resources: [ofCluster("container-instance")] },
      { sid: "TasksOfTheirOwn", actions: ["ecs:DescribeTasks"], resources: [ofCluster("task")] },
    ],
  };
}

function arn(
  service: string,
  { region, account }: Place,
  rest: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:aws:${service}:${region}:${account}:${rest}`;
}
