import { Decimal } from "decimal.js";
import type { PriceRow, PriceSource, RuleRow, SnapshotInfo } from "./types";
import { GLOBAL } from "./price-book";

/** One figure of a facts file; `region` is an AWS region, `global`, or `all` for a rule or an allowance. */
export interface Figure {
  readonly group: string;
  readonly item: string;
  readonly region: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly asOf: string;
  readonly note?: string;
  readonly skuRate?: string;
}

/** A file of AWS figures as compiled by hand or from public copies of price data. */
export interface Facts {
  readonly meta: { readonly compiled: string; readonly hoursPerMonth: number; readonly regions: string[] };
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly figures: readonly Figure[];
}

/** The facts as a snapshot. */
export interface Snapshot {
  readonly info: SnapshotInfo;
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly prices: readonly PriceRow[];
  readonly rules: readonly RuleRow[];
}

/** Turns facts into a snapshot; figures of regions the facts do not claim to cover are left out. */
export function snapshotOf({ meta, sources, figures }: Facts): Snapshot {
  const covered = figures.filter(({ region }) => isEverywhere(region) || meta.regions.includes(region));
  return {
    info: {
      date: meta.compiled,
      currency: "USD",
      hoursPerMonth: meta.hoursPerMonth,
      regions: meta.regions,
    },
    sources: Object.fromEntries(Object.entries(sources).map(([key, source]) => [key, publicSource(source)])),
    prices: covered.filter((figure) => !isRule(figure)).map(priceRow),
    rules: covered.filter(isRule).map(ruleRow),
  };
}

// An allowance or a definition must never be multiplied with a quantity as if it were a price.
function isRule({ group, unit }: Figure): boolean {
  return group.startsWith("freeTier.") || !unit.startsWith("USD");
}

function priceRow(figure: Figure): PriceRow {
  return {
    service: figure.group,
    item: figure.item,
    region: isEverywhere(figure.region) ? GLOBAL : figure.region,
    usd: decimalText(figure.value),
    ...provenance(figure),
    ...(figure.skuRate !== undefined && { rateCode: figure.skuRate }),
  };
}

function ruleRow(figure: Figure): RuleRow {
  return {
    service: figure.group,
    item: figure.item,
    value: decimalText(figure.value),
    ...provenance(figure),
  };
}

function provenance({ unit, source, asOf, note }: Figure) {
  return {
    unit,
    source,
    asOf,
    ...(isUnverified({ source, note }) && { unverified: true as const }),
    ...(note !== undefined && { note: readable(note) }),
  };
}

// A figure computed from another one was never published, however good the rule.
function isUnverified({ source, note }: Pick<Figure, "source" | "note">): boolean {
  return source === "unverified" || note?.startsWith("derived") === true;
}

/** The shortest decimal that reads back as the same number, without an exponent. */
export function decimalText(value: number): string {
  return new Decimal(value).toFixed();
}

function isEverywhere(region: string): boolean {
  return region === GLOBAL || region === "all";
}

function publicSource(source: PriceSource): PriceSource {
  return { ...source, what: readable(source.what) };
}

// Ids of somebody's file store mean nothing to a reader of the project.
function readable(text: string): string {
  return text.replace(/\s*\(stored file id \d+\)/g, "");
}
