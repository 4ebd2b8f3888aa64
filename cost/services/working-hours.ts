import type { Sheet } from "../sheet";
import type { Resource } from "../types";
import type { WeeklyEvent } from "./weekly-hours";

const SCHEDULE = "aws:scheduler/schedule:Schedule";
const FUNCTION = "aws:lambda/function:Function";

/** Starts and stops by a function that knows the resource and is told working hours by its schedule. */
export function workingHours(sheet: Sheet): WeeklyEvent[] {
  const { references } = sheet.context;
  return sheet
    .referrers(FUNCTION, "environment")
    .flatMap((looker): readonly Resource[] => references.referrers(SCHEDULE, looker, "target"))
    .flatMap(({ inputs }) => (inputs["state"] === "DISABLED" ? [] : eventsOf(inputs["target"])));
}

function eventsOf(target: unknown): WeeklyEvent[] {
  const { start, stop, days } = toldIn((target ?? {}) as { input?: unknown });
  if (typeof start !== "string" || typeof stop !== "string" || !Array.isArray(days)) return [];
  return [
    { cron: weekly(start, days), on: true },
    { cron: weekly(stop, days), on: false },
  ];
}

function toldIn({ input }: { input?: unknown }): { start?: unknown; stop?: unknown; days?: unknown } {
  try {
    return (JSON.parse(String(input)) ?? {}) as { start?: unknown };
  } catch {
    return {};
  }
}

/** `08:30`, [mon, fri] -> Unix cron. */
function weekly(time: string, days: readonly unknown[]): string {
  const [hour, minute] = time.split(":").map(Number);
  return `${minute} ${hour} * * ${days.join(",")}`;
}
