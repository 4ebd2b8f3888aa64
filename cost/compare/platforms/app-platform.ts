import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { cheapestFit, peakCpu, requestsOf, SHARED_CPU, type Size } from "../sizing";
import type { Needs, Quote } from "../types";

const SIZES: readonly Size[] = [{ item: "App Platform basic 512 MiB", memoryMb: 512, cpu: SHARED_CPU }];
const SERVER_MB = 1024;
const NO_PRICE = "no list price in the snapshot";

/** One component per app, managed PostgreSQL and Valkey. */
export const appPlatform: PlatformRules = {
  id: "digitalocean-app-platform",
  name: "DigitalOcean App Platform",
  currency: "USD",
  rules: [
    "a managed database and a managed Valkey of 1 GB for all apps",
    "all egress is billed: the included share is not in the snapshot",
  ],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "DigitalOcean");
  const containers = needs.apps.filter(({ kind }) => kind !== "static");
  for (const app of containers) {
    const need = { memoryMb: app.memoryMb, cpu: peakCpu(requestsOf(app, needs)), single: false };
    const fit = cheapestFit(SIZES, need, ({ item }) => sheet.rate(item));
    if (fit) sheet.add(fit.size.item, fit.count, fit.size.item);
    else sheet.gap(1, "app", `above 512 MiB: ${NO_PRICE}`);
  }
  addServers(sheet, needs);
  sheet.add("egress", needs.egressGb, "egress above allowance");
  const volumes = containers.filter(({ volumes: count }) => count > 0).length;
  sheet.gap(volumes, "app", "with a volume: its files are gone when it restarts");
  sheet.gap(needs.apps.length - containers.length, "static site", NO_PRICE);
  return sheet.quote();
}

function addServers(sheet: QuoteSheet, { apps, databaseMemoryMb, cacheMemoryMb }: Needs): void {
  const databases = apps.filter(({ database }) => database).length;
  if (databaseMemoryMb > SERVER_MB) sheet.gap(databases, "database", `above 1 GB of memory: ${NO_PRICE}`);
  else sheet.add("managed PostgreSQL 1 GB", Math.min(1, databases), "managed PostgreSQL 1 GB");
  const caches = apps.filter(({ cache }) => cache).length;
  if (cacheMemoryMb > SERVER_MB) sheet.gap(caches, "cache", `above 1 GB of memory: ${NO_PRICE}`);
  else sheet.add("managed Valkey 1 GB", Math.min(1, caches), "managed Valkey 1 GB");
}
