import { decimalText } from "./facts";
import type { PlatformFigure, PlatformPrices } from "./platforms";
import type { PriceSource } from "./types";

type FigureFacts = Omit<PlatformFigure, "value" | "unverified"> & { readonly value: number };

/** A facts file of platform list prices. */
export interface PlatformFacts {
  readonly meta: { readonly compiled: string };
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly platforms: Readonly<
    Record<
      string,
      { readonly currency: string; readonly note?: string; readonly figures: readonly FigureFacts[] }
    >
  >;
}

/** Turns platform facts into prices/platforms.json. */
export function platformPrices({ meta, sources, platforms }: PlatformFacts): PlatformPrices {
  return {
    date: meta.compiled,
    sources,
    platforms: Object.fromEntries(
      Object.entries(platforms).map(([name, platform]) => [
        name,
        { ...platform, figures: platform.figures.map(platformFigure) },
      ]),
    ),
  };
}

function platformFigure({ item, value, unit, source, asOf, note }: FigureFacts): PlatformFigure {
  return {
    item,
    value: decimalText(value),
    unit,
    source,
    asOf,
    // A list price without a date may have been right years ago.
    ...((source === "unverified" || !/^\d/.test(asOf)) && { unverified: true as const }),
    ...(note !== undefined && { note }),
  };
}
