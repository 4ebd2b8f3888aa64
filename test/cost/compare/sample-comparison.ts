import { averageApps } from "../../../cost/compare/average-apps";
import { compare } from "../../../cost/compare/compare";
import { APP_COUNTS, REQUEST_COUNTS } from "../../../cost/compare/curve";
import type { Comparison, ExchangeRate, Needs, Quote } from "../../../cost/compare/types";
import { loadPlatforms } from "../../../cost/prices/platforms";
import { sampleNeeds } from "./sample-needs";

/** Two invented tiers beside the real platforms: steep costs 4 dollars an app, flat 30 and 0.1 an app. */
export function sampleComparison(exchangeRate?: ExchangeRate): Comparison {
  const withApps = (count: number): Needs => ({ ...sampleNeeds, apps: averageApps(sampleNeeds.apps, count) });
  const withRequests = (requests: number): Needs => ({ ...sampleNeeds, requests, egressGb: requests / 1e5 });
  return compare({
    stack: "sample",
    region: "us-east-1",
    tier: "steep",
    priceDate: "2026-11-20",
    usageAssumptions: ["1,000,000 requests a month (as set)"],
    tiers: [
      tier(
        "steep",
        (count) => 4 * count,
        (requests) => 12 + requests / 1e6,
      ),
      tier(
        "flat",
        (count) => 30 + count / 10,
        () => 30.3,
      ),
    ],
    needs: {
      own: sampleNeeds,
      apps: APP_COUNTS.map(withApps),
      requests: REQUEST_COUNTS.map(withRequests),
    },
    platforms: loadPlatforms(),
    exchangeRate,
  });
}

function tier(id: string, byApps: (count: number) => number, byRequests: (requests: number) => number) {
  return {
    id,
    own: quoteOf(byApps(sampleNeeds.apps.length)),
    apps: APP_COUNTS.map((count) => quoteOf(byApps(count))),
    requests: REQUEST_COUNTS.map((requests) => quoteOf(byRequests(requests))),
  };
}

function quoteOf(monthly: number): Quote {
  const line = { what: "box: invented", quantity: 1, unit: "month", rate: monthly, monthly };
  return { monthly, lines: [{ ...line, source: "karpenter", asOf: "2026-07-20" }], gaps: [] };
}
