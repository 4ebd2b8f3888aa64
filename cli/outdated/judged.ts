import type { Running } from "./running";

export interface Judged extends Running {
  /** soon: within 180 days. unknown: nobody states a day. */
  readonly state: "fine" | "soon" | "past" | "unknown";
}

const soonDays = 180;
const day = 86_400_000;

/** What is past its day, or will be soon. The day itself still counts as supported. */
export function judged(list: readonly Running[], today: string): readonly Judged[] {
  return list.map((one) => ({ ...one, state: stateOf(one.until, today) }));
}

function stateOf(until: string | undefined, today: string): Judged["state"] {
  if (until === undefined) return "unknown";
  const left = (Date.parse(until) - Date.parse(today)) / day;
  if (left < 0) return "past";
  return left <= soonDays ? "soon" : "fine";
}

/** The table; what is past its day first said in words. */
export function outdatedText(list: readonly Judged[], asOf: string): string {
  const marks = { fine: "", soon: "soon", past: "PAST", unknown: "" };
  const rows = list.map(({ what, version, until = "no date stated", state, update }) =>
    [what.padEnd(24), version.padEnd(28), until.padEnd(15), marks[state].padEnd(5), update]
      .join(" ")
      .trimEnd(),
  );
  return [`Mended by their makers until (dates of ${asOf}):`, "", ...rows].join("\n");
}
