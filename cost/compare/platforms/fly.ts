import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import {
  cheapestFit,
  GB_PER_DATABASE,
  GB_PER_VOLUME,
  peakCpu,
  requestsOf,
  SHARED_CPU,
  type Size,
  STATIC_MB,
} from "../sizing";
import type { AppNeed, Needs, Quote } from "../types";

const MACHINES: readonly Size[] = [
  { item: "shared-cpu-1x 256 MB", memoryMb: 256, cpu: SHARED_CPU },
  { item: "shared-cpu-1x 512 MB", memoryMb: 512, cpu: SHARED_CPU },
  { item: "shared-cpu-1x 1 GB", memoryMb: 1024, cpu: SHARED_CPU },
  { item: "shared-cpu-2x 1 GB", memoryMb: 1024, cpu: 2 * SHARED_CPU },
  { item: "shared-cpu-1x 2 GB", memoryMb: 2048, cpu: SHARED_CPU },
];

export const FLY_RULES: readonly string[] = [
  `a static site is a machine (${STATIC_MB} MiB suffice)`,
  "a shared IPv4 address, which is free; prices of the cheapest regions",
];

/** One machine per app; PostgreSQL and Redis are machines that you run yourself. */
export const fly: PlatformRules = {
  id: "fly",
  name: "Fly.io",
  currency: "USD",
  rules: [...FLY_RULES, "PostgreSQL and Redis are machines that you look after yourself"],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "Fly.io");
  addFlyApps(sheet, needs);
  const databases = needs.apps.filter(({ database }) => database).length;
  if (databases > 0) {
    addMachine(sheet, { memoryMb: needs.databaseMemoryMb, cpu: 0, single: true }, "PostgreSQL");
    sheet.add("volumes", databases * GB_PER_DATABASE, "volume", "Fly.io");
  }
  return sheet.quote();
}

/** Adds everything but the databases. */
export function addFlyApps(sheet: QuoteSheet, needs: Needs): void {
  for (const app of needs.apps) addMachine(sheet, machineNeed(app, needs), app.name);
  if (needs.apps.some(({ cache }) => cache)) {
    addMachine(sheet, { memoryMb: needs.cacheMemoryMb, cpu: 0, single: true }, "Redis");
  }
  const volumes = needs.apps.reduce((sum, app) => sum + app.volumes, 0);
  sheet.add("volumes", volumes * GB_PER_VOLUME, "volume", "Fly.io");
  sheet.add("egress", needs.egressGb, egressItem(needs.region), "Fly.io");
}

function machineNeed(app: AppNeed, needs: Needs) {
  const memoryMb = app.kind === "static" ? STATIC_MB : app.memoryMb;
  return { memoryMb, cpu: peakCpu(requestsOf(app, needs)), single: app.volumes > 0 };
}

function addMachine(sheet: QuoteSheet, need: Parameters<typeof cheapestFit>[1], name: string): void {
  const fit = cheapestFit(MACHINES, need, ({ item }) => sheet.rate(item, "Fly.io"));
  if (fit) sheet.add(`machine ${fit.size.item}`, fit.count, fit.size.item, "Fly.io");
  else sheet.gap(1, "app", `no machine of the snapshot carries ${name}`);
}

function egressItem(region: string): string {
  return region.startsWith("ap-") ? "egress Asia Pacific" : "egress North America and Europe";
}
