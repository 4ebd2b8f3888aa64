import type { PlatformPrices } from "../prices/platforms";
import { crossovers } from "./crossovers";
import { APP_COUNTS, curveOf, inUsd, type OptionQuotes, REQUEST_COUNTS } from "./curve";
import type { PlatformRules } from "./platform";
import { platformTable } from "./platforms/table";
import { SIZING_RULES } from "./sizing";
import type { Comparison, Curve, ExchangeRate, Needs, Option, Quote } from "./types";

/** A tier, evaluated for the stack's own apps and at every point of both curves. */
export interface TierQuotes {
  readonly id: string;
  readonly own: Quote;
  readonly apps: readonly Quote[];
  readonly requests: readonly Quote[];
}

/** The needs that go with the same points. */
export interface NeedPoints {
  readonly own: Needs;
  readonly apps: readonly Needs[];
  readonly requests: readonly Needs[];
}

export interface CompareArgs {
  readonly stack: string;
  readonly region: string;
  /** The stack's own tier. */
  readonly tier: string;
  readonly priceDate: string;
  readonly usageAssumptions: readonly string[];
  readonly tiers: readonly TierQuotes[];
  readonly needs: NeedPoints;
  readonly platforms: PlatformPrices;
  readonly exchangeRate?: ExchangeRate;
}

interface Priced {
  readonly option: Option;
  readonly usdPerUnit: number | undefined;
  readonly apps: readonly Quote[];
  readonly requests: readonly Quote[];
}

/** The stack's apps on every tier and platform. Pure. */
export function compare(args: CompareArgs): Comparison {
  const { stack, region, priceDate, needs, platforms, exchangeRate } = args;
  const priced = [
    ...args.tiers.map(pricedTier),
    ...platformTable.map((rules) => pricedPlatform(rules, args)),
  ];
  const own = tierId(args.tier);
  const curves = {
    apps: curveOf("apps", APP_COUNTS, quotesAlong("apps", priced)),
    requests: curveOf("requests", REQUEST_COUNTS, quotesAlong("requests", priced)),
  };
  return {
    stack,
    region,
    own,
    apps: needs.own.apps.length,
    usage: { requests: needs.own.requests, egressGb: needs.own.egressGb, assumptions: args.usageAssumptions },
    priceDate,
    platformDate: platforms.date,
    ...(exchangeRate && { exchangeRate }),
    rules: SIZING_RULES,
    platformSources: platforms.sources,
    options: priced.map(({ option }) => option),
    curves,
    crossovers: { apps: crossovers(curves.apps, own), requests: crossovers(curves.requests, own) },
  };
}

function pricedTier({ id, own, apps, requests }: TierQuotes): Priced {
  const option: Option = {
    id: tierId(id),
    name: `tier ${id}`,
    kind: "tier",
    currency: "USD",
    monthlyUsd: own.monthly,
    rules: ["the program's resources, priced by the cost review"],
    ...own,
  };
  return { option, usdPerUnit: 1, apps, requests };
}

function pricedPlatform(rules: PlatformRules, { needs, platforms, exchangeRate }: CompareArgs): Priced {
  const usdPerUnit = rules.currency === "USD" ? 1 : exchangeRate?.usdPerEur;
  const own = rules.quote(needs.own, platforms);
  const { id, name, currency } = rules;
  return {
    option: {
      id,
      name,
      kind: "platform",
      currency,
      monthlyUsd: inUsd(own.monthly, usdPerUnit),
      rules: rules.rules,
      ...own,
    },
    usdPerUnit,
    apps: needs.apps.map((point) => rules.quote(point, platforms)),
    requests: needs.requests.map((point) => rules.quote(point, platforms)),
  };
}

function quotesAlong(axis: Curve["axis"], priced: readonly Priced[]): OptionQuotes[] {
  return priced.map(({ option: { id, name }, usdPerUnit, [axis]: quotes }) => ({
    id,
    name,
    usdPerUnit,
    quotes,
  }));
}

function tierId(tier: string): string {
  return `tier-${tier}`;
}
