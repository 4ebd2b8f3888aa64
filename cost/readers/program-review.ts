import { estimate } from "../estimate";
import { type PriceBook, regions } from "../prices/price-book";
import type { CostReview, FreeTier, Resource, Unpriced } from "../types";
import type { UsageFile } from "../usage/usage-file";
import type { Program } from "./program";
import { ProviderRegions, UNKNOWN_REGION } from "./provider-regions";
import { ReaderError } from "./reader-error";
import type { State } from "./state";

/** What a review of a program needs beside its file. */
export interface ReviewOptions {
  readonly book: PriceBook;
  /** Region where neither resource, provider nor configuration names one. */
  readonly region?: string;
  readonly usage?: UsageFile;
  readonly freeTier?: FreeTier;
}

const NO_REGION = "no region";
const READ = "only read here: not a resource of this program";

/** What a program costs in a month after its update. Throws `ReaderError` where the region is not known. */
export function reviewProgram(program: Program, options: ReviewOptions): CostReview {
  const review = reviewStates(program.states, program, options);
  return { ...review, unknown: [...review.unknown, ...leftOut(program)] };
}

/** What is deployed now costs, as far as a preview shows it; undefined where it shows nothing. */
export function reviewBefore(program: Program, options: ReviewOptions): CostReview | undefined {
  const isDeployed = program.before.some(({ resource }) => resource.custom === true);
  return isDeployed ? reviewStates(program.before, program, options) : undefined;
}

function reviewStates(states: readonly State[], program: Program, options: ReviewOptions): CostReview {
  const { book, usage, freeTier } = options;
  const resources = withRegions(states, program, options);
  const region = mainRegion(resources) ?? program.configRegion ?? options.region ?? NO_REGION;
  if (region !== NO_REGION && !regions(book).includes(region)) {
    throw new ReaderError(
      `is for the region ${region}, which has no prices; supported: ${regions(book).join(", ")}`,
    );
  }
  const review = estimate(resources, { book, region, usage: { file: usage }, freeTier });
  return { ...review, free: [...review.free, ...readOnly(states)] };
}

// What is only read stays: others refer to it. As no custom resource it is not billed.
function withRegions(
  states: readonly State[],
  { states: now, before, configRegion }: Program,
  options: ReviewOptions,
): Resource[] {
  const known = new ProviderRegions([...before, ...now]);
  const fallback = configRegion ?? options.region;
  const resources = states.map((state): Resource => {
    const region = known.of(state) ?? (isAws(state) ? fallback : undefined);
    return { ...state.resource, ...(state.external && { custom: false }), ...(region && { region }) };
  });
  const [lost] = resources.filter(({ type, region }) => type.startsWith("aws:") && region === undefined);
  if (lost === undefined) return resources;
  throw new ReaderError(`does not say in which region ${lost.name} (${lost.type}) is; give it with --region`);
}

function isAws({ resource }: State): boolean {
  return resource.type.startsWith("aws:");
}

/** The region of most resources. */
function mainRegion(resources: readonly Resource[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { region = UNKNOWN_REGION } of resources) counts.set(region, (counts.get(region) ?? 0) + 1);
  counts.delete(UNKNOWN_REGION);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function readOnly(states: readonly State[]): Unpriced[] {
  return states
    .filter((state) => state.external && isAws(state))
    .map(({ resource: { name, urn, type } }) => ({ resource: name, urn, type, reason: READ }));
}

function leftOut({ leftOut: count }: Program): Unpriced[] {
  if (count === 0) return [];
  const reason = "not in the file, so total and change are not whole; make the preview with --show-sames";
  return [{ resource: `${count} unchanged resources`, urn: "", type: "unchanged", reason }];
}
