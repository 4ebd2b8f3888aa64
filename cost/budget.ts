import { money } from "./render/format";
import type { CostReview } from "./types";

const LARGEST = 3;

/** A change of one setting and what the stack would cost with it. */
export interface FittingChange {
  /** As typed for `--set`: `box.instance=t4g.small`. */
  readonly change: string;
  readonly monthly: number;
}

/**
 * What to say when a review is over the budget: the sum, the three largest lines, and a change that would fit; null says
 * that none was found, undefined that nobody looked.
 */
export function overBudget(
  { lines, monthly }: CostReview,
  budget: number,
  fitting?: FittingChange | null,
): string {
  const largest = lines.toSorted((a, b) => b.monthly - a.monthly).slice(0, LARGEST);
  return [
    `Over the budget: ${money(monthly.total)} of ${money(budget)} US dollars a month. The largest lines:`,
    ...largest.map(({ resource, component, monthly: cost }) => `  ${resource}: ${component}, ${money(cost)}`),
    ...(fitting === undefined ? [] : [fittingText(fitting)]),
  ].join("\n");
}

function fittingText(fitting: FittingChange | null): string {
  return fitting === null
    ? "No change of one setting would fit."
    : `${fitting.change} would fit: ${money(fitting.monthly)} a month.`;
}

/** The smallest of the changes that fit: the one that leaves most of the budget used. */
export function closestFit(changes: readonly FittingChange[], budget: number): FittingChange | null {
  return (
    changes.filter(({ monthly }) => monthly <= budget).toSorted((a, b) => b.monthly - a.monthly)[0] ?? null
  );
}
