import { Decimal } from "decimal.js";
import { itemsOf, type PriceBook, priceOf } from "./price-book";
import { PriceError } from "./price-error";
import type { PriceKey, PriceRow } from "./types";
import { unitSize } from "./unit-size";

/** One step of a price that falls with the quantity; bounds count single things (GB, requests), not units. */
export interface Tier {
  readonly from: Decimal;
  /** Absent on the last, open step. */
  readonly upTo?: Decimal;
  readonly row: PriceRow;
}

/** The part of a quantity that falls into one tier. */
export interface TierShare {
  readonly row: PriceRow;
  readonly quantity: Decimal;
  readonly usd: Decimal;
}

interface Step {
  readonly kind: "first" | "next" | "over";
  readonly size: Decimal;
  readonly item: string;
}

// AWS's offer files count 1 TB of tier as 1,024 GB, but a million of requests as 1,000,000.
const SCALES: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  B: 1e9,
  GB: 1,
  TB: 1024,
  PB: 1024 ** 2,
};
const ORDER = { first: 0, next: 1, over: 2 };

/**
 * The tiers of an item, cheapest quantity first: `standard` of `s3` gives `standard.first50TB`, `.next450TB`,
 * `.over500TB`. An item without tiers gives one open tier.
 */
export function tiers(book: PriceBook, key: PriceKey): Tier[] {
  const items = itemsOf(book, key.service);
  if (items.has(key.item)) return [{ from: new Decimal(0), row: priceOf(book, key) }];
  const steps = [...items.keys()].flatMap((item) => stepOf(item, key.item));
  if (steps.length === 0) return [{ from: new Decimal(0), row: priceOf(book, key) }];
  return chain(steps, (item) => priceOf(book, { ...key, item }));
}

/** Splits a quantity over its tiers; throws `PriceError` above the last known tier. */
export function splitByTier(steps: readonly Tier[], quantity: Decimal.Value): TierShare[] {
  const total = new Decimal(quantity);
  if (total.isNegative()) throw new PriceError(`a quantity cannot be ${total.toString()}`);
  checkCovered(steps, total);
  return steps
    .filter(({ from }) => from.lessThan(total) || from.isZero())
    .map(({ from, upTo, row }) => share(row, Decimal.min(total, upTo ?? total).minus(from)));
}

/** What a quantity costs over its tiers. */
export function tieredCost(steps: readonly Tier[], quantity: Decimal.Value): Decimal {
  return splitByTier(steps, quantity).reduce((sum, { usd }) => sum.plus(usd), new Decimal(0));
}

function checkCovered(steps: readonly Tier[], total: Decimal): void {
  const last = steps.at(-1);
  if (last?.upTo?.lessThan(total)) {
    throw new PriceError(
      `no price for ${last.row.service} / ${last.row.item} above ${last.upTo.toString()}; ` +
        `got ${total.toString()}`,
    );
  }
}

function share(row: PriceRow, quantity: Decimal): TierShare {
  return { row, quantity, usd: quantity.dividedBy(unitSize(row.unit)).times(row.usd) };
}

function chain(steps: readonly Step[], rowOf: (item: string) => PriceRow): Tier[] {
  let from = new Decimal(0);
  return ordered(steps).map(({ kind, size, item }): Tier => {
    if (kind === "over") {
      if (!size.equals(from)) throw new PriceError(`the tiers before ${item} end at ${from.toString()}`);
      return { from, row: rowOf(item) };
    }
    const tier = { from, upTo: from.plus(size), row: rowOf(item) };
    from = tier.upTo;
    return tier;
  });
}

// AWS's tiers widen from step to step, so size alone orders the ones between the first and the last.
function ordered(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.size.comparedTo(b.size));
}

function stepOf(item: string, base: string): Step[] {
  if (!item.startsWith(`${base}.`)) return [];
  const match = /^(first|next|over)(\d+(?:\.\d+)?)(k|M|B|GB|TB|PB|)$/.exec(item.slice(base.length + 1));
  if (!match) return [];
  const [, kind, digits, scale] = match as unknown as [string, Step["kind"], string, string];
  return [{ kind, size: new Decimal(digits).times(SCALES[scale] ?? 1), item }];
}
