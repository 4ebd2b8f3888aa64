import { sumOf } from "../money";
import type { Billed, Span } from "./bill";
import type { Expected } from "./expected";

/** A part of the difference between the bill and the review's month; `usd` is what it adds to the bill. */
export interface Reason {
  readonly kind: "days" | "untagged" | "free" | "late" | "usage" | "unreviewed" | "unexplained";
  readonly usd: number;
  readonly text: string;
}

type Part = readonly [kind: Reason["kind"], most: number, text: string];

/** Why a service's bill is not the review's month. The parts add up to the difference, to a millionth of a dollar. */
export function reasonsOf(expected: Expected, billed: Billed, span: Span): readonly Reason[] {
  const days: Reason = { kind: "days", usd: sumOf([expected.soFar, -expected.month]), text: daysText(span) };
  const over = sumOf([billed.stack, -expected.soFar]);
  const parts = over > 0 ? partsAbove(expected, over) : partsBelow(expected, billed, span);
  return [days, ...shared(over, parts)].filter(({ usd }) => usd !== 0);
}

/** Gives each part what it can explain of the rest; what nothing explains is said, too. */
function shared(over: number, parts: readonly Part[]): readonly Reason[] {
  let left = over;
  const found = parts.map(([kind, most, text]): Reason => {
    const usd = over > 0 ? Math.min(left, most) : Math.max(left, -most);
    const known = sumOf([usd]);
    left = sumOf([left, -known]);
    return { kind, usd: known, text };
  });
  return [...found, { kind: "unexplained", usd: left, text: unexplained }];
}

function partsAbove({ month, free, usageLines }: Expected, over: number): readonly Part[] {
  if (month === 0 && usageLines.length === 0) return [["unreviewed", over, unreviewed]];
  return [
    ["free", -free, "something else in the account used the free share"],
    ["usage", usageLines.length > 0 ? over : 0, usageText(usageLines)],
  ];
}

function partsBelow(expected: Expected, { untagged }: Billed, { gone, days }: Span): readonly Part[] {
  const { fixed, usage, free, freeOfMonth, usageLines } = expected;
  const aDay = gone > 0 && gone < days ? Math.max(0, fixed + usage + free) / gone : 0;
  return [
    ["untagged", Math.max(0, untagged), "may be among what this service bills without the stack's tags"],
    ["free", Math.max(0, free - freeOfMonth), "AWS takes the month's free share from its first days on"],
    ["late", aDay, "AWS's figures are up to a day late"],
    ["usage", usage, usageText(usageLines)],
  ];
}

function daysText({ gone, days }: Span): string {
  return gone < days
    ? `${days - gone} of ${days} days are still to come`
    : `a month of ${days} days, not of 730 hours`;
}

function usageText(lines: readonly string[]): string {
  return `the traffic is not the assumed one: ${lines.join(", ")}`;
}

const unreviewed = "the review has nothing of it: made by hand, or calls that no resource stands for";
const unexplained =
  "none of these: made or changed within the month, stopped, another free plan, or other prices";
