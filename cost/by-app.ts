import { product, sumOf } from "./money";
import type { CostLine, CostReview } from "./types";

/** An app that takes part in the split. */
export interface AppShare {
  readonly name: string;
  /** Its part of what all apps share, relative to the others: its memory limit. */
  readonly weight: number;
}

/** What one app costs in a month. */
export interface AppCost {
  readonly name: string;
  /** Lines of resources that are the app's alone. */
  readonly own: number;
  /** Its part of everything else. */
  readonly shared: number;
  readonly total: number;
}

export const SPLIT_RULE =
  "a resource named after an app is that app's; everything else is shared in proportion to the apps' memory limits";

/**
 * Splits a review over the apps, see `SPLIT_RULE`; `ownerOf` names the app that a line belongs to alone. The totals sum exactly to the review's: what rounding leaves over
 * goes to the last app.
 */
export function splitByApp(
  review: CostReview,
  apps: readonly AppShare[],
  ownerOf: (line: CostLine) => string | undefined,
): AppCost[] {
  const own = new Map<string, number[]>(apps.map(({ name }) => [name, []]));
  const shared: number[] = [];
  for (const line of review.lines) (own.get(ownerOf(line) ?? "") ?? shared).push(line.monthly);
  const parts = portions(sumOf(shared), apps);
  return apps.map(({ name }, index) => {
    const ownSum = sumOf(own.get(name) ?? []);
    const part = parts[index] ?? 0;
    return { name, own: ownSum, shared: part, total: sumOf([ownSum, part]) };
  });
}

function portions(amount: number, apps: readonly AppShare[]): number[] {
  const weights = apps.map(({ weight }) => Math.max(0, weight));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.slice(0, -1).map((weight) => {
    const fraction = sum === 0 ? 1 / apps.length : weight / sum;
    return product(fraction, amount);
  });
  return apps.length === 0 ? [] : [...parts, sumOf([amount, ...parts.map((part) => -part)])];
}
