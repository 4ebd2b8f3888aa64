import { Decimal } from "decimal.js";
import type { Snapshot } from "../facts";
import { GLOBAL } from "../price-book";
import { sanityProblems } from "../sanity";
import type { PriceKey, PriceRow } from "../types";

/** A price that is not what it was. */
export interface PriceChange {
  readonly before: PriceRow;
  readonly after: PriceRow;
}

/** What a refresh would do to the snapshot. */
export interface RefreshPlan {
  readonly snapshot: Snapshot;
  readonly changed: readonly PriceChange[];
  readonly added: readonly PriceRow[];
  readonly confirmed: number;
  /** What the offer files did not have; the snapshot's own of these keep price and date. */
  readonly missing: readonly string[];
  /** Why somebody should look before this is written, one sentence each. */
  readonly doubts: readonly string[];
}

/** A change beyond this share of the old price is more often a wrong row than a new price. */
export const LARGE_CHANGE = 0.3;

export const OFFERS_SOURCE = "awsOffers";

/** What the offer files gave. */
export interface FreshPrices {
  readonly rows: readonly PriceRow[];
  /** Prices asked for that the files do not have. */
  readonly missing: readonly PriceKey[];
}

/** Lays freshly read prices over the old snapshot. */
export function planRefresh(
  old: Snapshot,
  { rows: fresh, missing }: FreshPrices,
  today: string,
): RefreshPlan {
  const before = new Map(old.prices.map((row) => [keyOf(row), row]));
  const after = new Map(before);
  for (const row of fresh) after.set(keyOf(row), row);
  const prices = [...after.values()];
  const changed = fresh.flatMap((row) => changeOf(before.get(keyOf(row)), row));
  const added = fresh.filter((row) => !before.has(keyOf(row)));
  return {
    snapshot: snapshotWith(old, prices, today),
    changed,
    added,
    confirmed: fresh.length - changed.length - added.length,
    doubts: [
      ...changed.filter(isLarge).map(describeChange),
      ...added.filter(isZero).map((row) => `${describe(row)} would be new and free`),
      ...missing.flatMap((key) => goneFrom(before.get(keyOf(key)))),
      ...newProblems(old.prices, prices),
    ],
    missing: missing.map(describe),
  };
}

/** `rds.storage / gp3.singleAZ in us-east-1: 0.115 -> 0.12 (+4.3 %)`. */
export function describeChange({ before, after }: PriceChange): string {
  const share = isZero(before) ? "was free" : percent(changeShare({ before, after }));
  return `${describe(after)}: ${before.usd} -> ${after.usd} (${share})`;
}

function changeOf(before: PriceRow | undefined, after: PriceRow): PriceChange[] {
  return before && !new Decimal(before.usd).equals(after.usd) ? [{ before, after }] : [];
}

function goneFrom(before: PriceRow | undefined): string[] {
  if (before?.source !== OFFERS_SOURCE) return [];
  return [`${describe(before)} was in AWS's files on ${before.asOf} and is gone`];
}

function isLarge(change: PriceChange): boolean {
  return isZero(change.before) || changeShare(change).abs().greaterThan(LARGE_CHANGE);
}

function changeShare({ before, after }: PriceChange): Decimal {
  return new Decimal(after.usd).dividedBy(before.usd).minus(1);
}

function percent(share: Decimal): string {
  return `${share.isNegative() ? "" : "+"}${share.times(100).toFixed(1)} %`;
}

function isZero({ usd }: PriceRow): boolean {
  return new Decimal(usd).isZero();
}

function newProblems(old: readonly PriceRow[], fresh: readonly PriceRow[]): string[] {
  const known = new Set(sanityProblems(old));
  return sanityProblems(fresh).filter((problem) => !known.has(problem));
}

function snapshotWith(old: Snapshot, prices: readonly PriceRow[], today: string): Snapshot {
  const priced = new Set(prices.map(({ region }) => region));
  priced.delete(GLOBAL);
  return {
    ...old,
    prices,
    info: { ...old.info, date: today, regions: [...new Set([...old.info.regions, ...priced])] },
    sources: {
      ...old.sources,
      [OFFERS_SOURCE]: {
        what: "AWS's public offer files; asOf is the file's publication date",
        url: "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json",
        date: today,
      },
    },
  };
}

function keyOf({ service, item, region }: PriceKey): string {
  return `${service}\n${item}\n${region}`;
}

function describe({ service, item, region }: PriceKey): string {
  return `${service} / ${item} in ${region}`;
}
