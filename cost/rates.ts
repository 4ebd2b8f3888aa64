import { Decimal } from "decimal.js";
import { type PriceBook, priceOf } from "./prices/price-book";
import { ruleOf } from "./prices/rule-of";
import { type Tier, tiers } from "./prices/tiers";
import type { PriceRow, RuleRow } from "./prices/types";
import { unitSize } from "./prices/unit-size";

/** A price ready to multiply with. */
export interface Rate {
  readonly usd: Decimal;
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

/** Looks up prices once per estimate. */
export class Rates {
  private readonly known = new Map<string, Rate>();
  private readonly steps = new Map<string, readonly Tier[]>();

  constructor(readonly book: PriceBook) {}

  /** Exactly one price; throws `PriceError` otherwise. */
  get(key: RateKey, region: string): Rate {
    const id = `${key.service}\0${key.item}\0${region}`;
    const known = this.known.get(id);
    if (known) return known;
    const rate = rateOf(priceOf(this.book, { ...key, region }));
    this.known.set(id, rate);
    return rate;
  }

  tiers(key: RateKey, region: string): readonly Tier[] {
    const id = `${key.service}\0${key.item}\0${region}`;
    const known = this.steps.get(id) ?? tiers(this.book, { ...key, region });
    this.steps.set(id, known);
    return known;
  }

  rule(key: RateKey): RuleRow {
    return ruleOf(this.book, key);
  }
}

/** A row as a rate. */
export function rateOf({ usd, unit, asOf, source, unverified }: PriceRow): Rate {
  return {
    usd: new Decimal(usd),
    size: unitSize(unit),
    unit: unit.replace(/^USD per /, "").replace(/ \(.*\)$/, ""),
    asOf,
    source,
    unverified: unverified === true,
  };
}
