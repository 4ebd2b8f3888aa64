import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { cheapestFit, GB_PER_DATABASE, peakCpu, requestsOf, type Size } from "../sizing";
import type { Needs, Quote } from "../types";
import { addUpstash, UPSTASH_RULE } from "./upstash";

// Memory and CPU as in the figures' names.
const SERVICES: readonly Size[] = [
  { item: "web service starter (512 MB, 0.5 CPU)", memoryMb: 512, cpu: 0.5 },
  { item: "web service standard (2 GB, 1 CPU)", memoryMb: 2048, cpu: 1 },
  { item: "web service pro (4 GB, 2 CPU)", memoryMb: 4096, cpu: 2 },
  { item: "web service pro plus (8 GB, 4 CPU)", memoryMb: 8192, cpu: 4 },
  { item: "web service pro max (16 GB, 4 CPU)", memoryMb: 16_384, cpu: 4 },
  { item: "web service pro ultra (32 GB, 8 CPU)", memoryMb: 32_768, cpu: 8 },
];
const DATABASES: readonly Size[] = [
  { item: "postgres basic-256mb", memoryMb: 256, cpu: 1 },
  { item: "postgres basic-1gb", memoryMb: 1024, cpu: 1 },
];
const INCLUDED_GB = 5;
const NO_PRICE = "no list price in the snapshot";

/** One service per app, one PostgreSQL for all. */
export const render: PlatformRules = {
  id: "render",
  name: "Render",
  currency: "USD",
  rules: [
    "a worker is billed as a web service of its size",
    `the Hobby workspace, with ${INCLUDED_GB} GB of bandwidth included`,
    UPSTASH_RULE,
  ],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "Render");
  const containers = needs.apps.filter(({ kind }) => kind !== "static");
  for (const app of containers) {
    const cpu = peakCpu(requestsOf(app, needs));
    const need = { memoryMb: app.memoryMb, cpu, single: app.volumes > 0 };
    const fit = cheapestFit(SERVICES, need, ({ item }) => sheet.rate(item));
    if (fit) sheet.add(fit.size.item, fit.count, fit.size.item);
    else sheet.gap(1, "app", `no size carries ${app.name}`);
  }
  addDatabase(sheet, needs);
  addUpstash(sheet, needs);
  sheet.add("bandwidth", Math.max(0, needs.egressGb - INCLUDED_GB), "bandwidth above allowance");
  sheet.gap(
    containers.filter(({ volumes }) => volumes > 0).length,
    "app",
    `with a volume: disks have ${NO_PRICE}`,
  );
  sheet.gap(needs.apps.length - containers.length, "static site", NO_PRICE);
  return sheet.quote();
}

function addDatabase(sheet: QuoteSheet, { apps, databaseMemoryMb }: Needs): void {
  const databases = apps.filter(({ database }) => database).length;
  if (databases === 0) return;
  const need = { memoryMb: databaseMemoryMb, cpu: 0, single: true };
  const fit = cheapestFit(DATABASES, need, ({ item }) => sheet.rate(item));
  if (!fit) return sheet.gap(databases, "database", `above 1 GB of memory: ${NO_PRICE}`);
  sheet.add(fit.size.item, 1, fit.size.item);
  sheet.add("database storage", databases * GB_PER_DATABASE, "postgres storage");
}
