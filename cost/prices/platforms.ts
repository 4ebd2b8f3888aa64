import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SNAPSHOT_DIR } from "./price-book";
import type { PriceSource } from "./types";

/** One list price of a platform. */
export interface PlatformFigure {
  readonly item: string;
  /** Decimal string, in the platform's currency. */
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly asOf: string;
  readonly unverified?: true;
  readonly note?: string;
}

/** A platform outside AWS. */
export interface Platform {
  readonly currency: string;
  readonly note?: string;
  readonly figures: readonly PlatformFigure[];
}

/** The list prices of all platforms. */
export interface PlatformPrices {
  readonly date: string;
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly platforms: Readonly<Record<string, Platform>>;
}

/** Reads prices/platforms.json. */
export function loadPlatforms(dir: string = SNAPSHOT_DIR): PlatformPrices {
  return JSON.parse(readFileSync(join(dir, "platforms.json"), "utf8")) as PlatformPrices;
}
