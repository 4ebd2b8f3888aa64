import type { Settings, Tier } from "../settings/schema";
import { parameterRoot } from "./names";

/** When the stack runs. */
export interface SchedulePlan {
  readonly hours: WorkingHours;
  /** While another tier stands by nothing is stopped: visitors would be sent to the standby, and a roll-back would find it asleep. */
  readonly rests: boolean;
  /** Parameter that keeps the stack up until the time in it; only there while somebody wants it. */
  readonly holdParameter: string;
}

/** What the function is told; times are local. */
export interface WorkingHours {
  readonly start: string;
  readonly stop: string;
  /** `mon`, `tue`, … in the order of a week that begins on Sunday. */
  readonly days: readonly string[];
  readonly timezone: string;
}

const week = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** Working hours of the stack, if it has any. */
export function schedulePlan(
  { schedule }: Pick<Settings, "schedule">,
  stack: string,
  tiers: readonly Tier[],
): SchedulePlan | undefined {
  if (!schedule) return undefined;
  const { start, stop, days, timezone } = schedule;
  return {
    hours: { start, stop, days: daysOf(days), timezone },
    rests: tiers.length > 1,
    holdParameter: holdParameter(stack),
  };
}

/** Parameter of a hold; no app and no box may read it. */
export function holdParameter(stack: string): string {
  return `${parameterRoot(stack)}/schedule/hold`;
}

/** `fri-sun,tue` -> sun, tue, fri, sat. */
export function daysOf(text: string): readonly string[] {
  const named = text.split(",").flatMap((part) => {
    const [first = "", last = first] = part.split("-");
    const [from, to] = [indexOf(first), indexOf(last)];
    const count = ((to - from + week.length) % week.length) + 1;
    return Array.from({ length: count }, (_, step) => (from + step) % week.length);
  });
  return week.filter((_, index) => named.includes(index));
}

/** Days from one on which the stack runs to the next, at most: of mon-fri 3. */
export function longestRest(text: string): number {
  const runs = daysOf(text).map(indexOf);
  return Math.max(...runs.map((day, index) => (runs[index + 1] ?? (runs[0] ?? 0) + week.length) - day));
}

function indexOf(day: string): number {
  return week.findIndex((one) => one === day);
}

/** What the schedule means for who updates the stack. */
export function scheduleNotes(schedule: SchedulePlan | undefined, stack: string): readonly string[] {
  if (!schedule) return [];
  if (schedule.rests)
    return ["The schedule rests while another tier stands by: nothing is stopped until that one is retired."];
  const { start, stop, days, timezone } = schedule.hours;
  return [
    `The stack runs ${days.join(", ")} from ${start} to ${stop} (${timezone}) and is stopped otherwise. An update needs it running: outside these hours run npm run schedule -- hold 2h -s ${stack} first.`,
  ];
}
