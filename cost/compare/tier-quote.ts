import type { CostReview } from "../types";
import type { Gap, Quote } from "./types";

/** A tier's cost review as a quote; what has no price is a gap. */
export function tierQuote({ lines, unknown, unsupported, monthly, priceDate }: CostReview): Quote {
  return {
    monthly: monthly.total,
    lines: lines.map((line) => ({
      what: `${line.resource}: ${line.component}`,
      quantity: line.quantity,
      unit: line.unit,
      rate: line.rate,
      monthly: line.monthly,
      source: line.source,
      asOf: line.priceDate === "" ? priceDate : line.priceDate,
      ...(line.unverified && { unverified: line.unverified }),
    })),
    gaps: [...unknown, ...unsupported].map(({ resource, reason }): Gap => ({ what: resource, why: reason })),
  };
}
