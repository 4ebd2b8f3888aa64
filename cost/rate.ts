import type { PriceRow } from "./prices/types";
import { unitSize } from "./prices/unit-size";

/** A price ready to multiply with. */
export interface Rate {
  /** US dollars per unit; the number whose shortest form is the published price. */
  readonly usd: number;
  /** Single things per unit: 1,000,000 for a price per million. */
  readonly size: number;
  readonly unit: string;
  readonly asOf: string;
  readonly source: string;
  readonly unverified: boolean;
}

/** The part of a price's key that does not depend on the region. */
export interface RateKey {
  readonly service: string;
  readonly item: string;
}

/** A row of the price book as a rate. */
export function rateOf({ usd, unit, asOf, source, unverified }: PriceRow): Rate {
  return {
    usd: Number(usd),
    size: unitSize(unit),
    unit: readable(unit),
    asOf,
    source,
    unverified: unverified === true,
  };
}

/** `USD per 1M (compressed)` as `million`. */
function readable(unit: string): string {
  return unit
    .replace(/^USD per /, "")
    .replace(/ \(.*\)$/, "")
    .replace(/^1M\b/, "million")
    .replace(/^1k\b/, "thousand")
    .replace(/^10k\b/, "10 thousand");
}
