import { product, sumOf } from "./money";
import type { CostLine, CostReview } from "./types";

/** How one line changed; a line is the same when resource and component are. */
export interface LineChange {
  readonly resource: string;
  readonly component: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: number;
  readonly after: number;
  /** What other resources, sizes or usage add, at today's prices. */
  readonly resources: number;
  /** What other prices add, for what was there before. */
  readonly prices: number;
}

/** What changed between two reviews: `total.resources + total.prices` is exactly `after - before`. */
export interface CostDifference {
  readonly before: number;
  readonly after: number;
  readonly total: { readonly resources: number; readonly prices: number; readonly monthly: number };
  readonly lines: readonly LineChange[];
  readonly priceDates: { readonly before: string; readonly after: string };
}

/** The difference of two reviews, split into resources that changed and prices that changed. */
export function difference(before: CostReview, after: CostReview): CostDifference {
  const old = byKey(before.lines);
  const now = byKey(after.lines);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const lines = keys
    .map((key) => lineChange(old.get(key), now.get(key)))
    .filter((line) => line.resources !== 0 || line.prices !== 0);
  const part = (name: "resources" | "prices") => sumOf(lines.map((line) => line[name]));
  const monthly = sumOf([after.monthly.total, -before.monthly.total]);
  return {
    before: before.monthly.total,
    after: after.monthly.total,
    total: { resources: part("resources"), prices: part("prices"), monthly },
    lines,
    priceDates: { before: before.priceDate, after: after.priceDate },
  };
}

// Steps of a tiered price share resource and component, so the how-manieth of them belongs to the key.
function byKey(lines: readonly CostLine[]): ReadonlyMap<string, CostLine> {
  const found = new Map<string, CostLine>();
  const seen = new Map<string, number>();
  for (const line of lines) {
    const name = `${line.urn}\0${line.component}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    found.set(`${name}\0${count}`, line);
  }
  return found;
}

function lineChange(before: CostLine | undefined, after: CostLine | undefined): LineChange {
  const { resource, component } = (after ?? before) as CostLine;
  const amounts = { before: before?.monthly ?? 0, after: after?.monthly ?? 0 };
  const monthly = sumOf([amounts.after, -amounts.before]);
  const prices = before && after ? sumOf([product(before.quantity, after.rate), -before.monthly]) : 0;
  const change = !before ? "added" : !after ? "removed" : "changed";
  return { resource, component, change, ...amounts, resources: sumOf([monthly, -prices]), prices };
}
