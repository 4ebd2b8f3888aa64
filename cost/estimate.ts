import { freeLines } from "./free-lines";
import { MissingInput } from "./missing-input";
import { HOURS_PER_MONTH, product, sumOf } from "./money";
import { type Biller, billedBy } from "./packages";
import { type PriceBook } from "./prices/price-book";
import { PriceError } from "./prices/price-error";
import type { PricingContext } from "./pricing-context";
import { Rates } from "./rates";
import { References } from "./references";
import { freeReason } from "./services/free-types";
import { pricers } from "./services/table";
import { type DraftLine, Sheet } from "./sheet";
import type { CostKind, CostLine, CostReview, FreeTier, Resource, UnknownCost, Unpriced } from "./types";
import { type TopUsage, resolveUsage } from "./usage/top-usage";
import { Traffic } from "./usage/traffic";
import type { UsageFile } from "./usage/usage-file";
import { UsageValues } from "./usage/usage-values";

/** What an estimate needs beside the resources. */
export interface EstimateOptions {
  readonly book: PriceBook;
  /** Region of resources that name none. */
  readonly region: string;
  readonly usage?: { readonly top?: TopUsage; readonly settings?: UsageFile; readonly file?: UsageFile };
  /** Chooses the default usage; see usage/top-usage.ts. */
  readonly tier?: string;
  readonly freeTier?: FreeTier;
}

const unsupported: Readonly<Record<Exclude<Biller, "none">, string>> = {
  aws: "this review has no rule for the type",
  "aws-native": "the package aws-native is not supported, only aws is",
  other: "not an AWS resource",
};

const SCHEDULES = [
  "aws:scheduler/schedule:Schedule",
  "aws:autoscaling/schedule:Schedule",
  "aws:appautoscaling/scheduledAction:ScheduledAction",
];

interface Lists {
  readonly drafts: DraftLine[];
  readonly free: Unpriced[];
  readonly unsupported: Unpriced[];
  readonly unknown: UnknownCost[];
}

/** What the resources cost in a month. Pure: the same resources, usage and prices give the same review. */
export function estimate(resources: readonly Resource[], options: EstimateOptions): CostReview {
  const context = contextOf(resources, options);
  const review = estimateIn(context, resources, options);
  if (!resources.some(({ type }) => SCHEDULES.includes(type))) return review;
  const saved = product(always(context, resources, options).monthly.total - review.monthly.total, 1);
  return saved > 0 ? { ...review, savedBySchedules: saved } : review;
}

/** The same without schedules. */
function always(
  context: PricingContext,
  resources: readonly Resource[],
  options: EstimateOptions,
): CostReview {
  return estimateIn({ ...context, alwaysOn: true, meters: new Map() }, resources, options);
}

function estimateIn(
  context: PricingContext,
  resources: readonly Resource[],
  options: EstimateOptions,
): CostReview {
  const lists: Lists = { drafts: [], free: [], unsupported: [], unknown: [] };
  for (const resource of resources) place(resource, context, lists);
  const { drafts, ...unpriced } = lists;
  const lines = [
    ...drafts.map(({ line }) => line),
    ...freeLines(drafts, options.freeTier ?? "none", context.rates),
  ];
  return { ...header(lines, options), lines, ...unpriced };
}

function contextOf(
  resources: readonly Resource[],
  { book, region, usage, tier }: EstimateOptions,
): PricingContext {
  const references = new References(resources);
  return {
    region,
    rates: new Rates(book),
    references,
    usage: new UsageValues(usage?.file, new UsageValues(usage?.settings)),
    traffic: new Traffic(resolveUsage(usage?.top, tier), resources, references),
    meters: new Map(),
  };
}

function header(lines: readonly CostLine[], { book, region }: EstimateOptions) {
  const total = sumOf(lines.map(({ monthly }) => monthly));
  return {
    currency: book.currency,
    region,
    priceDate: book.date,
    monthly: { fixed: sumOfKind(lines, "fixed"), usage: sumOfKind(lines, "usage"), total },
    hourly: product(total, 1 / HOURS_PER_MONTH),
  };
}

function sumOfKind(lines: readonly CostLine[], kind: CostKind): number {
  return sumOf(lines.filter((line) => line.kind === kind).map(({ monthly }) => monthly));
}

function place(resource: Resource, context: PricingContext, lists: Lists): void {
  const biller = billedBy(resource);
  if (biller === "none") return;
  const pricer = pricers.get(resource.type);
  if (pricer && biller === "aws") return price(new Sheet(resource, context), pricer, lists);
  const reason = freeReason(resource.type);
  if (reason !== undefined) lists.free.push(unpriced(resource, reason));
  else lists.unsupported.push(unpriced(resource, unsupported[biller]));
}

function price(sheet: Sheet, pricer: (sheet: Sheet) => void, lists: Lists): void {
  const { resource, drafts } = sheet;
  try {
    pricer(sheet);
  } catch (error) {
    if (!(error instanceof MissingInput || error instanceof PriceError)) throw error;
    const knownMonthly = sumOf(drafts.map(({ line }) => line.monthly));
    lists.unknown.push({ ...unpriced(resource, error.message), ...(knownMonthly > 0 && { knownMonthly }) });
    return;
  }
  if (drafts.length > 0) lists.drafts.push(...drafts);
  else if (sheet.freeReason !== undefined) lists.free.push(unpriced(resource, sheet.freeReason));
  else lists.unknown.push(unpriced(resource, "nothing in its arguments could be priced"));
}

function unpriced({ name, urn, type }: Resource, reason: string): Unpriced {
  return { resource: name, urn, type, reason };
}
