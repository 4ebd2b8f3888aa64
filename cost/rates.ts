import { GLOBAL, type PriceBook, priceOf } from "./prices/price-book";
import { ruleOf } from "./prices/rule-of";
import { tiers } from "./prices/tiers";
import { PriceError } from "./prices/price-error";
import type { PriceRow, RuleRow } from "./prices/types";
import { type Rate, type RateKey, rateOf } from "./rate";
import { type Step, stepsOf } from "./tier-parts";

/** Looks up each price once per estimate. */
export class Rates {
  // By region, service and item: joining them into one key would cost more than the rest of a line.
  private readonly rates = new Map<string, Map<string, Map<string, Rate>>>();
  // What has no price is asked for again too, and costs most: the error names what comes nearest.
  private readonly missing = new Map<string, PriceError>();
  private readonly rules = new Map<string, RuleRow>();
  private readonly steps = new Map<string, readonly Step[]>();

  constructor(readonly book: PriceBook) {}

  /** Exactly one price; throws `PriceError` otherwise. */
  get(key: RateKey, region: string): Rate {
    const known = this.rates.get(region)?.get(key.service)?.get(key.item);
    return known ?? this.look(key, region);
  }

  private look(key: RateKey, region: string): Rate {
    const rate = rateOf(this.row(key, region));
    const services = this.rates.get(region) ?? new Map<string, Map<string, Rate>>();
    const items = services.get(key.service) ?? new Map<string, Rate>();
    this.rates.set(region, services.set(key.service, items.set(key.item, rate)));
    return rate;
  }

  private row(key: RateKey, region: string): PriceRow {
    const id = idOf(key, region);
    const missing = this.missing.get(id);
    if (missing) throw missing;
    try {
      return priceOf(this.book, { ...key, region });
    } catch (error) {
      if (error instanceof PriceError) this.missing.set(id, error);
      throw error;
    }
  }

  /** The steps of a price that falls with the quantity. */
  tiers(key: RateKey, region: string): readonly Step[] {
    const id = idOf(key, region);
    const known = this.steps.get(id) ?? stepsOf(tiers(this.book, { ...key, region }));
    this.steps.set(id, known);
    return known;
  }

  /** Exactly one figure that is no price; throws `PriceError` otherwise. */
  rule(key: RateKey): RuleRow {
    const id = idOf(key, GLOBAL);
    const known = this.rules.get(id) ?? ruleOf(this.book, key);
    this.rules.set(id, known);
    return known;
  }
}

/** One key for a price in a region. */
export function idOf({ service, item }: RateKey, region: string): string {
  return `${service}\0${item}\0${region}`;
}
