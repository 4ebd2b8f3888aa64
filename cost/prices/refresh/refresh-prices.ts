import { GLOBAL } from "../price-book";
import { PriceError } from "../price-error";
import { readSnapshot, snapshotFiles, writeFiles } from "../snapshot-file";
import type { PriceKey, PriceRow } from "../types";
import { type FetchOptions, fetchPrices } from "./fetch-prices";
import { loadOfferMap, type OfferRule } from "./offer-map";
import { planRefresh, type RefreshPlan } from "./plan-refresh";
import { REFRESHABLE_REGIONS } from "./usage-prefixes";

/** What to refresh and how. */
export interface RefreshOptions extends FetchOptions {
  /** Directory of the snapshot. */
  readonly dir: string;
  /** One region, also one the snapshot does not cover yet; all of the snapshot's when absent. */
  readonly region?: string;
  /** Only these offers; all when absent. */
  readonly offers?: readonly string[];
  /** Write even when prices look wrong. */
  readonly acceptChanges: boolean;
  /** `2026-11-20`. */
  readonly today: string;
}

/** Thrown when a refresh found prices somebody should look at first. Nothing was written. */
export class DoubtfulPricesError extends Error {
  override readonly name = "DoubtfulPricesError";
  constructor(readonly doubts: readonly string[]) {
    super(doubts.join("\n"));
  }
}

interface OfferFile {
  readonly offer: string;
  readonly region: string;
  readonly rules: readonly OfferRule[];
}

/** Refreshes the snapshot from AWS's offer files; writes all of it or, on any error, nothing. */
export async function refreshPrices(options: RefreshOptions): Promise<RefreshPlan> {
  const old = readSnapshot(options.dir);
  const rows: PriceRow[] = [];
  const missing: PriceKey[] = [];
  for (const { offer, region, rules } of offerFiles(options, old.prices, old.info.regions)) {
    const fetched = await fetchPrices(offer, region, rules, options);
    rows.push(...fetched.rows);
    missing.push(...fetched.missing.map(({ service, item }) => ({ service, item, region })));
  }
  const plan = planRefresh(old, { rows, missing }, options.today);
  if (plan.doubts.length > 0 && !options.acceptChanges) throw new DoubtfulPricesError(plan.doubts);
  writeFiles(options.dir, snapshotFiles(plan.snapshot));
  return plan;
}

function offerFiles(
  { region, offers }: RefreshOptions,
  prices: readonly PriceRow[],
  known: readonly string[],
): OfferFile[] {
  if (region !== undefined && !REFRESHABLE_REGIONS.includes(region)) {
    throw new PriceError(`cannot refresh the region ${region}; possible`, REFRESHABLE_REGIONS);
  }
  const all = loadOfferMap(prices);
  checkOffers(offers ?? [], new Set(all.map(({ offer }) => offer)));
  const rules = all.filter(({ offer }) => offers?.includes(offer) ?? true);
  const regions = region === undefined ? known : [region];
  return [...new Set(rules.map(({ offer }) => offer))].flatMap((offer) => {
    const ofOffer = rules.filter((rule) => rule.offer === offer);
    const regional = ofOffer.filter(({ scope }) => scope === "each");
    const global = ofOffer.filter(({ scope }) => scope === "global");
    return [
      ...(regional.length > 0 ? regions.map((name) => ({ offer, region: name, rules: regional })) : []),
      ...(global.length > 0 ? [{ offer, region: GLOBAL, rules: global }] : []),
    ];
  });
}

function checkOffers(wanted: readonly string[], known: ReadonlySet<string>): void {
  const wrong = wanted.filter((offer) => !known.has(offer));
  if (wrong.length > 0)
    throw new PriceError(`no prices come from ${wrong.join(", ")}; known offers`, [...known]);
}
