import { HOURS_PER_MONTH } from "../money";
import type { AppNeed, Needs } from "./types";

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
const CPU_SECONDS_PER_REQUEST = 0.02;
const PEAK = 4;
const COMMANDS_PER_REQUEST = 2;

/** vCPU of a container that nobody uses, where use is billed. */
export const IDLE_CPU = 0.005;
/** Share of a shared or burstable vCPU that can be counted on. */
export const SHARED_CPU = 0.25;
/** Share of a server's nominal memory that programs can use; the same as on the box. */
export const USABLE_MEMORY = 0.93;
/** Memory of a container that serves a static site, where files need one. */
export const STATIC_MB = 32;
export const GB_PER_DATABASE = 1;
export const GB_PER_VOLUME = 1;

/** The rules that hold for every platform, as shown. */
export const SIZING_RULES: readonly string[] = [
  "n apps are n of the stack's average app: mean memory limit; the share of static sites, workers, databases, caches and volumes is the stack's, rounded; each has one secret and none has basicAuth, so a tier that refuses the stack's own apps may have a price here; traffic in proportion",
  "tiers: the program is evaluated with those apps; box.instance is the cheapest type that fits by the plan's memory arithmetic and by CPU; where a tier needs a domain and the settings have none, example.com and its hosted zone are assumed",
  `CPU: ${CPU_SECONDS_PER_REQUEST * 1000} ms a request, peak ${PEAK} times the mean; a shared or burstable vCPU counts as ${SHARED_CPU}`,
  "instances: per app the cheapest size whose memory is at least the app's limit, and as many as the peak needs; an app with a volume stays on one instance",
  `databases: one server for all of them where the platform allows it, with the memory set for the box; ${GB_PER_DATABASE} GB a database, ${GB_PER_VOLUME} GB a volume`,
  `caches: ${COMMANDS_PER_REQUEST} commands a request of an app with a cache`,
  "without tax, support plans and people's time; a platform's own free plans and trial credits are not counted",
];

/** Mean vCPUs that the requests need. */
export function meanCpu(requests: number): number {
  return (requests * CPU_SECONDS_PER_REQUEST) / SECONDS_PER_MONTH;
}

/** vCPUs that the requests need at the peak. */
export function peakCpu(requests: number): number {
  return meanCpu(requests) * PEAK;
}

/** Requests of one web app: web apps and static sites share them equally, workers get none. */
export function requestsOf(app: AppNeed, { apps, requests }: Needs): number {
  const serving = apps.filter(({ kind }) => kind !== "worker").length;
  return app.kind === "worker" ? 0 : requests / serving;
}

/** Commands a month to the cache. */
export function cacheCommands(needs: Needs): number {
  const cached = needs.apps.filter(({ cache }) => cache);
  return cached.reduce((sum, app) => sum + requestsOf(app, needs), 0) * COMMANDS_PER_REQUEST;
}

/** A size that a platform sells. */
export interface Size {
  /** The figure's name in platforms.json. */
  readonly item: string;
  readonly memoryMb: number;
  readonly cpu: number;
  /** Cannot run more than once per app. */
  readonly single?: true;
}

/** The cheapest number of instances of one size that carry the app; undefined when no size does. */
export function cheapestFit<S extends Size>(
  sizes: readonly S[],
  need: { readonly memoryMb: number; readonly cpu: number; readonly single: boolean },
  priceOf: (size: S) => number,
): { readonly size: S; readonly count: number } | undefined {
  const fits = sizes
    .filter(({ memoryMb }) => memoryMb >= need.memoryMb)
    .map((size) => ({ size, count: Math.max(1, Math.ceil(need.cpu / size.cpu)) }))
    .filter(({ size, count }) => count === 1 || !(need.single || size.single));
  return fits.toSorted((a, b) => a.count * priceOf(a.size) - b.count * priceOf(b.size))[0];
}
