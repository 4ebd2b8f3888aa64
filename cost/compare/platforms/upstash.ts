import type { QuoteSheet } from "../quote-sheet";
import { cacheCommands } from "../sizing";
import type { Needs } from "../types";

export const UPSTASH_RULE =
  "the cache is Upstash Redis, pay as you go, below its first free GB: the platform's own has no price in the snapshot";

/** Adds a cache from a provider beside the platform. */
export function addUpstash(sheet: QuoteSheet, needs: Needs): void {
  sheet.add("cache commands", cacheCommands(needs) / 1e5, "pay-as-you-go commands", "Upstash Redis");
}
