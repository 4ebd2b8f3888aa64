import type * as pulumi from "@pulumi/pulumi";
import * as scheduler from "@pulumi/aws/scheduler";
import type { Clock, DumpsPlan } from "../../plan/dumps";
import { containerName } from "../fargate/container";
import { createServiceRole } from "../functions/service-role";
import type { Statement } from "../policy";
import { dumpsName } from "./create-dumps";
import type { DumpsRoles } from "./roles";

/** Where and as what the task is started. */
export interface DumpsPlace {
  readonly clusterArn: pulumi.Output<string>;
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly securityGroupId: pulumi.Output<string>;
}

export interface DumpsSchedulesArgs {
  readonly stack: string;
  readonly dumps: DumpsPlan;
  readonly place: DumpsPlace;
  readonly roles: DumpsRoles;
  readonly ready: readonly pulumi.Resource[];
}

/** The backup every night, and the drill every month. */
export function createDumpsSchedules(args: DumpsSchedulesArgs): void {
  const { stack, dumps, ready } = args;
  const caller = createServiceRole(`${dumpsName}-caller`, {
    stack,
    service: "scheduler.amazonaws.com",
    statements: starts(args),
  });
  const schedule = (name: string, description: string, clock: Clock, command: string) =>
    new scheduler.Schedule(
      name,
      {
        description: `${description} ladder ${stack}`,
        scheduleExpression: clock.expression,
        scheduleExpressionTimezone: clock.timezone,
        flexibleTimeWindow: { mode: "OFF" },
        target: { ...target(args.place), roleArn: caller.arn, input: overrides([command]) },
      },
      { dependsOn: [caller.rights, ...ready] },
    );
  schedule(dumpsName, "Backs up the databases of", dumps.nightly, "nightly");
  schedule(`${dumpsName}-drill`, "Restores the newest backup, as a drill, of", dumps.drill, "drill");
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
function overrides(command: readonly string[]): string {
  return JSON.stringify({ containerOverrides: [{ name: containerName, command }] });
}

function target({ clusterArn, taskDefinitionArn, subnetIds, securityGroupId }: DumpsPlace) {
  return {
    arn: clusterArn,
    ecsParameters: {
      taskDefinitionArn,
      taskCount: 1,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      networkConfiguration: {
        subnets: [...subnetIds],
        securityGroups: [securityGroupId],
        assignPublicIp: true,
      },
    },
    // One that begins hours late is better than none that night.
    retryPolicy: { maximumEventAgeInSeconds: 4 * 3600, maximumRetryAttempts: 20 },
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html; roles for this task alone. */
function starts({ place, roles }: DumpsSchedulesArgs): readonly Statement[] {
  return [
    {
      sid: "Start",
      actions: ["ecs:RunTask"],
      resources: [place.taskDefinitionArn],
      condition: { ArnEquals: { "ecs:cluster": place.clusterArn } },
    },
    {
      sid: "GiveRoles",
      actions: ["iam:PassRole"],
      resources: [roles.executionRoleArn, roles.taskRoleArn],
      condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}
