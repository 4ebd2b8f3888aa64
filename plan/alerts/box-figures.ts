import type { Settings } from "../../settings/schema";
import type { Plan } from "../types";
import type { BoxFigures } from "./types";
import { problemRows, requestRows, sentRows, type SentRow } from "./sent-rows";

type Wish = NonNullable<Settings["alerts"]>;
type Watched = Pick<Plan, "homes" | "apps" | "backups">;

/** The figures that the box sends and an alarm watches: one for all, or each. */
export function figureRows(plan: Watched, level: Wish["alarms"]): readonly SentRow[] {
  return level === "few" ? problemRows : [...sentRows, ...requestRows].filter(present(plan));
}

/** What the box is told: which figures to send, and what it calls a problem. */
export function boxFigures(plan: Watched, { alarms, thresholds }: Wish): BoxFigures {
  return {
    send: figureRows(plan, alarms).map(({ metric }) => metric),
    problems: sentRows.filter(present(plan)).map(({ metric, breach, threshold, means }) => ({
      metric,
      breach,
      threshold: threshold(thresholds, undefined),
      means,
    })),
  };
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
