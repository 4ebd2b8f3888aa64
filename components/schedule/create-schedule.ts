import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as scheduler from "@pulumi/aws/scheduler";
import type { SchedulePlan } from "../../plan/schedule";
import { accountId } from "../look-ups";
import { allow, assumeRolePolicy, type Statement } from "../policy";
import { tags } from "../tags";
import { createLockDocument } from "./lock-document";
import type { Sleeper } from "./sleeper";
import { type Place, type StoppedPart, stoppedDatabase, stoppedTier } from "./stopped-parts";

const name = "schedule";
const caller = "schedule-caller";

/** A box may take a minute to answer whether a job is at work. */
const timeoutSeconds = 120;

export interface ScheduleArgs {
  readonly stack: string;
  readonly region: string;
  readonly plan: SchedulePlan;
  readonly sleeper: Sleeper;
  /** Of RDS. */
  readonly database?: pulumi.Output<string>;
}

/**
 * Stops and starts the stack by its working hours: a function that looks every five minutes, so that what AWS, a person or a
 * job did in between is made good. docs/decisions/schedule.md says why not one schedule for each start and stop.
 */
export function createSchedule(args: ScheduleArgs): void {
  const { stack, plan } = args;
  const looker = createFunction(args);
  const role = createRole(caller, stack, "scheduler.amazonaws.com", [
    { sid: "Call", actions: ["lambda:InvokeFunction"], resources: [looker.arn] },
  ]);
  new scheduler.Schedule(
    name,
    {
      description: `Looks whether ladder ${stack} shall run`,
      scheduleExpression: "rate(5 minutes)",
      flexibleTimeWindow: { mode: "OFF" },
      state: plan.rests ? "DISABLED" : "ENABLED",
      target: {
        arn: looker.arn,
        roleArn: role.arn,
        input: JSON.stringify(plan.hours),
        // The next look is better than a late one.
        retryPolicy: { maximumEventAgeInSeconds: 240, maximumRetryAttempts: 1 },
      },
    },
    { dependsOn: [role.policy] },
  );
}

function createFunction({ stack, region, plan, sleeper, database }: ScheduleArgs): lambda.Function {
  const place = { region, account: accountId() };
  const lock = sleeper.kind === "box" ? createLockDocument("schedule-lock", stack) : undefined;
  const parts = [stoppedTier(sleeper, place, lock), ...(database ? [stoppedDatabase(database, place)] : [])];
  const logs = new cloudwatch.LogGroup(name, { retentionInDays: 30, tags: tags(stack, name) });
  const role = createRole(name, stack, "lambda.amazonaws.com", rights(plan, parts, place, logs));
  return new lambda.Function(
    name,
    {
      description: `Stops and starts ladder ${stack} by its working hours`,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.FileArchive("functions/schedule"),
      role: role.arn,
      memorySize: 128,
      timeout: timeoutSeconds,
      environment: {
        variables: Object.assign(
          { HOLD_PARAMETER: plan.holdParameter },
          ...parts.map(({ environment }) => environment),
        ) as StoppedPart["environment"],
      },
      loggingConfig: { logFormat: "Text", logGroup: logs.name },
      tags: tags(stack, name),
    },
    { dependsOn: [role.policy] },
  );
}

function rights(
  { holdParameter }: SchedulePlan,
  parts: readonly StoppedPart[],
  { region, account }: Place,
  logs: cloudwatch.LogGroup,
): readonly Statement[] {
  return [
    ...parts.flatMap(({ statements }) => statements),
    {
      sid: "Hold",
      actions: ["ssm:GetParameter"],
      resources: [pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter${holdParameter}`],
    },
    {
      sid: "Log",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logs.arn}:*`],
    },
  ];
}

function createRole(role: string, stack: string, service: string, statements: readonly Statement[]) {
  const { arn, name: roleName } = new iam.Role(role, {
    assumeRolePolicy: assumeRolePolicy(service),
    tags: tags(stack, role),
  });
  const policy = new iam.RolePolicy(role, { role: roleName, policy: allow(statements) });
  return { arn, policy };
}
