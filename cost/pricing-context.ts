import type { Rates } from "./rates";
import type { References } from "./references";
import type { Traffic } from "./usage/traffic";
import type { UsageValues } from "./usage/usage-values";

/** What the pricers of one estimate share. */
export interface PricingContext {
  /** Region of resources that name none. */
  readonly region: string;
  readonly rates: Rates;
  readonly references: References;
  readonly usage: UsageValues;
  readonly traffic: Traffic;
  /** How much of each tiered price is used up so far. */
  readonly meters: Map<string, number>;
  /** Prices what schedules stop as if they did not. */
  readonly alwaysOn?: boolean;
}
