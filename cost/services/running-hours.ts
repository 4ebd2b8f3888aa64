import { HOURS_PER_MONTH } from "../money";
import type { Sheet } from "../sheet";
import type { Resource } from "../types";
import { grouped } from "../usage/amount";
import { type WeeklyEvent, weeklyHours } from "./weekly-hours";
import { workingHours } from "./working-hours";

const SCHEDULE = "aws:scheduler/schedule:Schedule";
const GROUP_SCHEDULE = "aws:autoscaling/schedule:Schedule";
const TARGET = "aws:appautoscaling/target:Target";
const SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";
const HOURS_PER_WEEK = 168;

/** The hours a month that something runs, with the reason where it is not all of them. */
export interface RunningHours {
  readonly value: number;
  readonly assumption?: string;
}

/** All hours, unless the usage file (`monthly_hrs`) or the program's own schedules say less. */
export function runningHours(sheet: Sheet): RunningHours {
  const given = sheet.given("monthly_hrs");
  if (given) return { value: Math.min(given.value, HOURS_PER_MONTH), assumption: given.assumption };
  if (sheet.context.alwaysOn) return { value: HOURS_PER_MONTH };
  const weekly = weeklyHours([
    ...apiCalls(sheet),
    ...workingHours(sheet),
    ...groupSizes(sheet),
    ...serviceSizes(sheet),
  ]);
  if (weekly === undefined) return { value: HOURS_PER_MONTH };
  const value = (HOURS_PER_MONTH * weekly) / HOURS_PER_WEEK;
  return {
    value,
    assumption: `its schedules let it run ${grouped(weekly)} of ${HOURS_PER_WEEK} hours a week`,
  };
}

/** Schedules that start or stop the resource by a call of the AWS API. */
function apiCalls(sheet: Sheet): WeeklyEvent[] {
  return sheet.referrers(SCHEDULE, "target").flatMap(({ inputs }) => {
    if (inputs["state"] === "DISABLED") return [];
    const target = (inputs["target"] ?? {}) as { arn?: unknown };
    const [, verb] = /:(start|stop)(?:Instances|DBInstance|DBCluster)$/.exec(String(target.arn)) ?? [];
    return verb === undefined ? [] : [{ cron: String(inputs["scheduleExpression"]), on: verb === "start" }];
  });
}

/** Scheduled sizes of an autoscaling group. */
function groupSizes(sheet: Sheet): WeeklyEvent[] {
  return sheet.referrers(GROUP_SCHEDULE).map(({ inputs }) => ({
    cron: String(inputs["recurrence"]),
    on: Number(inputs["desiredCapacity"] ?? inputs["minSize"] ?? 0) > 0,
  }));
}

/** Scheduled sizes of an ECS service, which belong to its scaling target. */
function serviceSizes(sheet: Sheet): WeeklyEvent[] {
  const { references } = sheet.context;
  const actions = sheet
    .referrers(TARGET)
    .flatMap((target): readonly Resource[] => references.referrers(SCHEDULED_ACTION, target));
  return actions.map(({ inputs }) => {
    const size = (inputs["scalableTargetAction"] ?? {}) as { minCapacity?: unknown };
    return { cron: String(inputs["schedule"]), on: Number(size.minCapacity ?? 0) > 0 };
  });
}
