import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { estimate } from "../../cost/estimate";
import { loadPriceBook } from "../../cost/prices/price-book";
import type { CostLine, CostReview, FreeTier, Resource } from "../../cost/types";
import type { TopUsage } from "../../cost/usage/top-usage";
import { type UsageEntry } from "../../cost/usage/usage-file";

const DIR = join(__dirname, "..", "golden", "cost");
const book = loadPriceBook();

/** A resource as the golden files write it; `${box.id}` means the resource named box. */
export interface ShortResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

export interface GoldenCase {
  readonly title: string;
  readonly region?: string;
  readonly tier?: string;
  readonly top?: TopUsage;
  readonly freeTier?: FreeTier;
  readonly usage?: Readonly<Record<string, UsageEntry>>;
  readonly resources: readonly ShortResource[];
  /** One sum by hand for every line: `730 * 0.0168 = 12.264`. */
  readonly arithmetic: readonly string[];
  /** Written by UPDATE=1. */
  readonly lines?: readonly string[];
  readonly free?: readonly string[];
  readonly unknown?: readonly string[];
}

export interface GoldenFile {
  readonly rule: string;
  readonly source: string;
  readonly cases: readonly GoldenCase[];
}

export function readGolden(file: string): GoldenFile {
  return JSON.parse(readFileSync(join(DIR, file), "utf8")) as GoldenFile;
}

/** Writes what the estimator says now; the arithmetic beside it stays as it was written by hand. */
export function updateGolden(file: string): void {
  const golden = readGolden(file);
  const cases = golden.cases.map((each) => ({ ...each, ...shown(review(each)) }));
  writeFileSync(join(DIR, file), `${JSON.stringify({ ...golden, cases }, null, 2)}\n`);
}

export function review({ region, tier, top, freeTier, usage, resources }: GoldenCase): CostReview {
  const file = usage && { name: "usage file", entries: new Map(Object.entries(usage)) };
  return estimate(expanded(resources), {
    book,
    region: region ?? "us-east-1",
    tier,
    freeTier,
    usage: { top: top ?? { requestsPerMonth: 0, egressGb: 0 }, file },
  });
}

/** Full resources from short ones, with URNs in place of names. */
export function expanded(resources: readonly ShortResource[]): Resource[] {
  const urns = new Map(resources.map(({ type, name }) => [name, `urn:pulumi:dev::ladder::${type}::${name}`]));
  const full = (text: string) =>
    text.replace(/\$\{([\w-]+)\.(\w+)\}/g, (all, name: string, property: string) => {
      const urn = urns.get(name);
      return urn === undefined ? all : `\${${urn}.${property}}`;
    });
  return resources.map(({ type, name, inputs, references }) => ({
    urn: urns.get(name) ?? "",
    type,
    name,
    inputs: JSON.parse(full(JSON.stringify(inputs))) as Record<string, unknown>,
    ...(references && {
      references: Object.fromEntries(
        Object.entries(references).map(([key, names]) => [key, names.map((each) => urns.get(each) ?? each)]),
      ),
    }),
  }));
}

/** A review in the words of a golden file. */
export function shown({ lines, free, unknown }: CostReview) {
  return {
    lines: lines.map(shownLine),
    free: free.map(({ resource, reason }) => `${resource}: ${reason}`),
    unknown: unknown.map(({ resource, reason }) => `${resource}: ${reason}`),
  };
}

function shownLine(line: CostLine): string {
  const { resource, component, quantity, unit, rate, monthly, kind, assumption, unverified, maximum } = line;
  const most = maximum ? `, at the most ${maximum.quantity} = ${maximum.monthly}` : "";
  const mark = unverified ? ", unverified" : "";
  const why = assumption === undefined ? "" : ` (${assumption})`;
  return `${resource}: ${component}: ${quantity} ${unit} x ${rate} = ${monthly} ${kind}${most}${mark}${why}`;
}
