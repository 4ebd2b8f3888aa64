import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lambda from "@pulumi/aws/lambda";
import * as scheduler from "@pulumi/aws/scheduler";
import type { SchedulePlan } from "../../plan/schedule";
import type { Watched } from "../alerts/dimensions";
import { createFunction } from "../functions/create-function";
import { createFunctionLog, writesTo } from "../functions/function-log";
import { createServiceRole } from "../functions/service-role";
import { accountId } from "../look-ups";
import type { Statement } from "../policy";
import type { Sleeper } from "./sleeper";
import { awaitedDumps, type Place, type StoppedPart, stoppedDatabase, stoppedTier } from "./stopped-parts";

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
  /** Cluster of the task that backs RDS up. */
  readonly dumps?: pulumi.Output<string>;
}

/**
 * Stops and starts the stack by its working hours: a function that looks every five minutes, so that what AWS, a person or a
 * job did in between is made good. docs/decisions/schedule.md says why not one schedule for each start and stop. What alarms may
 * look at of it.
 */
export function createSchedule(args: ScheduleArgs): Watched {
  const { stack, plan } = args;
  const looker = createLooker(args);
  const call = { sid: "Call", actions: ["lambda:InvokeFunction"], resources: [looker.arn] };
  const role = createServiceRole(caller, { stack, service: "scheduler.amazonaws.com", statements: [call] });
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
    { dependsOn: [role.rights] },
  );
  return { schedule: { FunctionName: looker.name } };
}

function createLooker(args: ScheduleArgs): lambda.Function {
  const { stack, region, plan, sleeper, database, dumps } = args;
  const place = { region, account: accountId() };
  const parts = [
    stoppedTier(sleeper, place, stack),
    ...(database ? [stoppedDatabase(database, place)] : []),
    ...(dumps ? [awaitedDumps(dumps, place)] : []),
  ];
  const log = createFunctionLog(name, { stack });
  const environment = parts.flatMap((part) => Object.entries(part.environment));
  return createFunction(name, {
    stack,
    description: `Stops and starts ladder ${stack} by its working hours`,
    code: new pulumi.asset.FileArchive("functions/schedule"),
    role: createServiceRole(name, { stack, statements: rights(plan, parts, place, log) }),
    log,
    environment: { HOLD_PARAMETER: plan.holdParameter, ...Object.fromEntries(environment) },
    timeoutSeconds,
  });
}

function rights(
  { holdParameter }: SchedulePlan,
  parts: readonly StoppedPart[],
  { region, account }: Place,
  log: cloudwatch.LogGroup,
): readonly Statement[] {
  return [
    ...parts.flatMap(({ statements }) => statements),
    {
      sid: "Hold",
      actions: ["ssm:GetParameter"],
      resources: [pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter${holdParameter}`],
    },
    writesTo(log),
  ];
}
