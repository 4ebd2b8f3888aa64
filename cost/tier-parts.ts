import { PriceError } from "./prices/price-error";
import type { Tier } from "./prices/tiers";
import { type Rate, rateOf } from "./rate";

/** One step of a price that falls with the quantity. */
export interface Step {
  readonly from: number;
  /** Infinite on the last, open step. */
  readonly upTo: number;
  readonly rate: Rate;
}

/** The tiers of the price book as numbers. */
export function stepsOf(tiers: readonly Tier[]): Step[] {
  return tiers.map(({ from, upTo, row }) => ({
    from: from.toNumber(),
    upTo: upTo?.toNumber() ?? Infinity,
    rate: rateOf(row),
  }));
}

/** The part of what lies between two counts that falls into each step; at least one part, even an empty one. */
export function tierParts(steps: readonly Step[], before: number, after: number) {
  const last = steps.at(-1);
  if (last && after > last.upTo)
    throw new PriceError(`no price above ${last.upTo} of ${last.rate.unit}; got ${after}`);
  const parts = steps
    .map(({ from, upTo, rate }) => ({ rate, quantity: Math.min(after, upTo) - Math.max(before, from) }))
    .filter(({ quantity }) => quantity > 0);
  const current = steps.find(({ upTo }) => after <= upTo);
  return parts.length > 0 || !current ? parts : [{ rate: current.rate, quantity: 0 }];
}
