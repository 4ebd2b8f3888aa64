import { HOURS_PER_MONTH } from "../../money";
import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { GB_PER_DATABASE, GB_PER_VOLUME, IDLE_CPU, meanCpu, STATIC_MB } from "../sizing";
import type { Needs, Quote } from "../types";

const MINUTES = HOURS_PER_MONTH * 60;

/** Bills memory and CPU by the minute; everything is a container. */
export const railway: PlatformRules = {
  id: "railway",
  name: "Railway",
  currency: "USD",
  rules: [
    "memory is billed as used: taken as the whole limit",
    `CPU is billed as used: the requests' and ${IDLE_CPU} vCPU a container`,
    `PostgreSQL, Redis and static sites (${STATIC_MB} MiB each) are containers like the apps`,
    "the Hobby plan, whose price is included as use",
  ],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const { apps, databaseMemoryMb, cacheMemoryMb, requests, egressGb } = needs;
  const databases = apps.filter(({ database }) => database).length;
  const caches = apps.some(({ cache }) => cache) ? 1 : 0;
  const servers = (databases > 0 ? 1 : 0) + caches;
  const appsMb = apps.reduce((sum, app) => sum + (app.kind === "static" ? STATIC_MB : app.memoryMb), 0);
  const serversMb = (databases > 0 ? databaseMemoryMb : 0) + caches * cacheMemoryMb;
  const volumes = apps.reduce((sum, app) => sum + app.volumes, 0);
  const sheet = new QuoteSheet(prices, "Railway");
  sheet.add("memory of the apps", (appsMb / 1024) * MINUTES, "memory");
  sheet.add("memory of PostgreSQL and Redis", (serversMb / 1024) * MINUTES, "memory");
  sheet.add("CPU", (meanCpu(requests) + (apps.length + servers) * IDLE_CPU) * MINUTES, "cpu");
  sheet.add("volumes", databases * GB_PER_DATABASE + volumes * GB_PER_VOLUME, "volume");
  sheet.add("egress", egressGb, "egress");
  const included = Math.min(1, sheet.total / sheet.rate("hobby plan"));
  sheet.add("Hobby plan", 1, "hobby plan");
  sheet.add("use included in the plan", -included, "hobby plan");
  return sheet.quote();
}
