import { Decimal } from "decimal.js";
import { sumOf } from "../money";
import type { CostLine, CostReview, Unpriced } from "../types";

// Made once: that takes far longer than to use them.
const small = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
const large = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** `12.26`; a tiny amount that is not nothing shows as `<0.01`. */
export function money(amount: number): string {
  if (amount !== 0 && Math.abs(amount) < 0.005) return amount > 0 ? "<0.01" : ">-0.01";
  return new Decimal(amount).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Totals as shown: rounded so that fixed and usage add up to the total; usage takes the rounding. */
export function shownTotals({ fixed, total }: CostReview["monthly"]) {
  const [all, base] = [total, fixed].map((amount) => new Decimal(amount).toDecimalPlaces(2));
  const usage = new Decimal(all ?? 0).minus(base ?? 0).toNumber();
  return { fixed: money(fixed), usage: money(usage), total: money(total) };
}

/** `730`, `0.3`, `1,000`; up to four decimals. */
export function quantity(value: number): string {
  return (Math.abs(value) < 1 ? small : large).format(value);
}

/** A unit price with all its digits. */
export function rate(value: number): string {
  const digits = String(value);
  return digits.includes("e") ? new Decimal(value).toFixed() : digits;
}

/** Lines of one resource with their sum. */
export interface Group {
  readonly resource: string;
  readonly type: string;
  readonly lines: readonly CostLine[];
}

/** Lines by resource, in the order of the review. */
export function groups(lines: readonly CostLine[]): Group[] {
  const found = new Map<string, { resource: string; type: string; lines: CostLine[] }>();
  for (const line of lines) {
    const group = found.get(line.urn) ?? { resource: line.resource, type: line.type, lines: [] };
    group.lines.push(line);
    found.set(line.urn, group);
  }
  return [...found.values()];
}

/** `aws:ec2/instance:Instance` as `ec2 Instance`. */
export function shortType(type: string): string {
  const [, path = "", name = ""] = type.split(":");
  return name === "" ? type : `${path.split("/")[0]} ${name}`;
}

/** The distinct assumptions, numbered from 1 in the order they are met. */
export function footnotes(lines: readonly CostLine[]): ReadonlyMap<string, number> {
  const notes = lines.flatMap(({ assumption }) => (assumption === undefined ? [] : [assumption]));
  return new Map([...new Set(notes)].map((note, index) => [note, index + 1]));
}

/** `lines 12, free 30, unsupported 1, unknown 0` in words. */
export function counts({ lines, free, unsupported, unknown }: CostReview): string {
  const priced = new Set(lines.map(({ urn }) => urn).filter(Boolean)).size;
  return `${priced} priced, ${free.length} free, ${unsupported.length} unsupported, ${unknown.length} unknown`;
}

/** What automatic scaling can add on top of the total, or 0. */
export function roomAbove(lines: readonly CostLine[]): number {
  return sumOf(lines.flatMap(({ maximum, monthly }) => (maximum ? [maximum.monthly, -monthly] : [])));
}

/** Whether any line rests on a price that no published source confirms. */
export function hasUnverified(lines: readonly CostLine[]): boolean {
  return lines.some(({ unverified }) => unverified === true);
}

/** Unpriced resources with the same reason together, in the order of the review. */
export function byReason(list: readonly Unpriced[]): (readonly [string, readonly Unpriced[]])[] {
  const found = new Map<string, Unpriced[]>();
  for (const one of list) found.set(one.reason, [...(found.get(one.reason) ?? []), one]);
  return [...found];
}
