import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";

/** A stack runs within one day. */
export function scheduleProblems({ schedule }: SettingsView): readonly Problem[] {
  const { start, stop } = schedule;
  if (!isTime(start) || !isTime(stop) || stop > start) return [];
  return [
    {
      path: "schedule.stop",
      problem: "not later than schedule.start",
      got: JSON.stringify(stop),
      allowed: `later than ${start} on the same day`,
      hint: "a stack that runs over midnight has no schedule yet; 23:55 is the latest stop",
    },
  ];
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && /^\d\d:\d\d$/.test(value);
}
