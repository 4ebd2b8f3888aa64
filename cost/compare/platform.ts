import type { PlatformPrices } from "../prices/platforms";
import type { Needs, Quote } from "./types";

/** A platform outside AWS with its own way of billing. */
export interface PlatformRules {
  readonly id: string;
  readonly name: string;
  readonly currency: "USD" | "EUR";
  /** How it is sized beyond the rules for all, as shown. */
  readonly rules: readonly string[];
  readonly quote: (needs: Needs, prices: PlatformPrices) => Quote;
}
