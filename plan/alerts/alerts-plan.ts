import databaseClasses from "../../settings/data/database-classes.json";
import type { Settings } from "../../settings/schema";
import { isBalanced } from "../managed";
import { longestRest } from "../schedule";
import type { Plan } from "../types";
import type { AlertsPlan } from "./types";
import { type AlarmPlan, type AlarmRow, alarmOf, type Share, type Thresholds } from "./alarm";
import { balancerRows, certificateRows } from "./balancer-rows";
import { creditRows, machineRows } from "./box-rows";
import { type DatabaseFacts, databaseCreditRows, databaseRows } from "./database-rows";
import { dumpsRows } from "./dumps-rows";
import { cacheRows, environmentRows, serviceRows, targetRows } from "./managed-rows";
import { scheduleRows } from "./schedule-rows";
import { figureRows, sentFigures } from "./sent-figures";
import { dashboardPlan } from "./dashboard-plan";
import { withStack } from "./stack-commands";

type Wish = NonNullable<Settings["alerts"]>;
type Watched = Omit<Plan, "alerts" | "notes">;

/** What is watched on a tier, and of the databases, and who is told. */
export function alertsPlan(wish: Wish, plan: Watched, schedule: Settings["schedule"]): AlertsPlan {
  const { emails, webhook, alarms: level, thresholds } = wish;
  const wanted = <Facts>(rows: readonly AlarmRow<Facts>[]) =>
    rows.filter((row) => level === "all" || row.level === "few");
  const plain = (rows: readonly AlarmRow[]) => wanted(rows).map((row) => alarmOf(row, thresholds, undefined));
  const watched = [
    ...(plan.tier === "compose" ? boxAlarms(plan, plain) : []),
    ...figureRows(plan, level).map((row) => alarmOf(row, thresholds, undefined)),
    ...(isBalanced(plan) ? plain(balancerRows) : []),
    ...(plan.dns.certificateNames.length > 0 ? plain(certificateRows) : []),
    ...(plan.beanstalk ? plain(environmentRows) : []),
    ...appAlarms(plan, thresholds, wanted),
    ...(plan.rds ? databaseAlarms(plan.rds, thresholds, wanted) : []),
    ...(plan.elasticache ? plain(cacheRows) : []),
  ];
  const byName = (alarm: AlarmPlan) => ({ ...alarm, description: withStack(alarm.description, plan.stack) });
  const alarms = [
    ...(schedule ? heard(watched) : watched),
    ...unheard(plan, thresholds, plain, schedule),
  ].map(byName);
  const figures = sentFigures(plan, wish);
  const watching = { alarms, sent: figures?.send ?? [], balanced: isBalanced(plan) };
  return {
    emails,
    ...(webhook !== undefined && { webhook }),
    alarms,
    ...(figures && { figures }),
    ...(wish.dashboard && { dashboard: dashboardPlan(plan, watching) }),
  };
}

/** About what goes on while the stack is stopped, too. */
function unheard(
  plan: Watched,
  thresholds: Thresholds,
  plain: (rows: readonly AlarmRow[]) => readonly AlarmPlan[],
  schedule: Settings["schedule"],
): readonly AlarmPlan[] {
  const rest = schedule ? longestRest(schedule.days) : 1;
  return [
    ...(plan.dumps ? plain(dumpsRows(thresholds, rest)) : []),
    ...(schedule ? plain(scheduleRows) : []),
  ];
}

/** Neither silence nor a refused visitor is an alarm of a stack that is stopped every night: CloudWatch knows no hours. */
function heard(alarms: readonly AlarmPlan[]): readonly AlarmPlan[] {
  return alarms.map((alarm) => {
    const { metric, missing } = alarm;
    return {
      ...alarm,
      metric: typeof metric === "string" ? metric : withTargets(metric),
      missing: missing === "breaching" ? "ignore" : missing,
    };
  });
}

function withTargets({ of, parts, enoughParts }: Share): Share {
  return { of, parts, ...(enoughParts !== undefined && { enoughParts }) };
}

type Plain = (rows: readonly AlarmRow[]) => readonly AlarmPlan[];
type Wanted = <Facts>(rows: readonly AlarmRow<Facts>[]) => readonly AlarmRow<Facts>[];

function boxAlarms({ box: { burstable, credits } }: Watched, plain: Plain): readonly AlarmPlan[] {
  return [...plain(machineRows), ...(burstable && credits === "standard" ? plain(creditRows) : [])];
}

/** Each app's service, and the copies of those that answer requests. */
function appAlarms({ fargate, apps }: Watched, thresholds: Thresholds, wanted: Wanted): readonly AlarmPlan[] {
  if (!fargate) return [];
  return fargate.services.flatMap(({ app }) => {
    const answers = apps.some(({ name, kind }) => name === app && kind === "web");
    const rows = answers ? [...serviceRows, ...targetRows] : serviceRows;
    return wanted(rows).map((row) => alarmOf(row, thresholds, undefined, app));
  });
}

function databaseAlarms(
  rds: NonNullable<Plan["rds"]>,
  thresholds: Thresholds,
  wanted: Wanted,
): readonly AlarmPlan[] {
  const memoryMb = databaseClasses.classes.find((entry) => entry.class === rds.class)?.memoryMb ?? 0;
  const facts: DatabaseFacts = { ...rds, memoryMb };
  const credits = rds.class.startsWith("db.t") ? wanted(databaseCreditRows) : [];
  return [
    ...wanted(databaseRows).map((row) => alarmOf(row, thresholds, facts)),
    ...credits.map((row) => alarmOf(row, thresholds, undefined)),
  ];
}
