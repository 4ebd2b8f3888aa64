import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { cheapestFit, GB_PER_DATABASE, type Size } from "../sizing";
import type { Needs, Quote } from "../types";
import { addFlyApps, FLY_RULES } from "./fly";

const INCLUDED_DISK_GB = 8;
const MICRO = "compute micro (1 GB, 2 vCPU shared)";
const COMPUTE: readonly Size[] = [
  { item: MICRO, memoryMb: 1024, cpu: 1 },
  { item: "compute small (2 GB)", memoryMb: 2048, cpu: 1 },
  { item: "compute medium (4 GB)", memoryMb: 4096, cpu: 1 },
  { item: "compute large (8 GB, 2 vCPU)", memoryMb: 8192, cpu: 2 },
  { item: "compute xlarge (16 GB)", memoryMb: 16_384, cpu: 4 },
  { item: "compute 2xlarge (32 GB)", memoryMb: 32_768, cpu: 8 },
];

/** Databases at Supabase, which runs no containers; the apps at a host. */
export const supabase: PlatformRules = {
  id: "supabase",
  name: "Supabase + Fly.io",
  currency: "USD",
  rules: [
    "one project on the Pro plan for all databases; its credit pays for the micro compute size",
    `${INCLUDED_DISK_GB} GB of database disk included`,
    "Supabase runs no containers: apps, caches and volumes are at Fly.io",
    ...FLY_RULES,
  ],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "Supabase Cloud");
  const databases = needs.apps.filter(({ database }) => database).length;
  const need = { memoryMb: needs.databaseMemoryMb, cpu: 0, single: true };
  const fit = cheapestFit(COMPUTE, need, ({ item }) => sheet.rate(item));
  sheet.add("Pro plan", 1, "pro plan");
  if (fit) sheet.add(fit.size.item, 1, fit.size.item);
  else sheet.gap(databases, "database", "no compute size of the snapshot has the memory");
  if (fit) sheet.add("compute credit of the plan", -1, MICRO);
  sheet.add(
    "database disk",
    Math.max(0, databases * GB_PER_DATABASE - INCLUDED_DISK_GB),
    "database disk above allowance",
  );
  addFlyApps(sheet, needs);
  return sheet.quote();
}
