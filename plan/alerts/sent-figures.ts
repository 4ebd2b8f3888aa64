import type { Settings } from "../../settings/schema";
import type { Plan } from "../types";
import { type AlarmRow, type Thresholds } from "./alarm";
import { instanceProblemRows, instanceRows } from "./instance-rows";
import { problemRows, requestRows, sentRows, type SentRow } from "./sent-rows";
import type { SentFigures } from "./types";

type Wish = NonNullable<Settings["alerts"]>;
type Watched = Pick<Plan, "tier" | "homes" | "apps" | "backups">;
/** An alarm on one metric. */
type FigureRow = AlarmRow & { readonly metric: string };

/** The figures that the machines of a tier send and an alarm watches: one for all, or each. */
export function figureRows(plan: Watched, level: Wish["alarms"]): readonly FigureRow[] {
  if (plan.tier === "beanstalk") return level === "few" ? instanceProblemRows : instanceRows;
  if (plan.tier !== "compose") return [];
  return level === "few" ? problemRows : [...sentRows, ...requestRows].filter(present(plan));
}

/** What the machines are told: which figures to send, and what they call a problem. Nothing where they send none. */
export function sentFigures(plan: Watched, { alarms, thresholds }: Wish): SentFigures | undefined {
  const send = figureRows(plan, alarms).map(({ metric }) => metric);
  if (send.length === 0) return undefined;
  const rows = plan.tier === "beanstalk" ? instanceRows : sentRows.filter(present(plan));
  return { send, problems: problemsOf(rows, thresholds) };
}

function problemsOf(rows: readonly FigureRow[], thresholds: Thresholds): SentFigures["problems"] {
  return rows.map(({ metric, breach, threshold, means }) => ({
    metric,
    breach,
    threshold: threshold(thresholds, undefined),
    means,
  }));
}

/** Whether the box has what a figure is about. */
function present({ homes, apps, backups }: Watched): (row: SentRow) => boolean {
  const there = {
    postgres: homes.database === "box",
    certificates: apps.some(({ kind, hosts }) => kind !== "worker" && hosts.length > 0),
    sites: apps.some(({ kind }) => kind !== "worker"),
    backups: backups.nightly > 0,
    offsite: backups.offsite !== undefined,
    log: backups.pointInTimeDays > 0 && homes.database === "box",
  };
  return ({ needs }) => needs === undefined || there[needs];
}
