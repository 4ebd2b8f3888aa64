import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { cheapestFit, peakCpu, requestsOf, SHARED_CPU, type Size, STATIC_MB } from "../sizing";
import type { Needs, Quote } from "../types";

// Memory: https://devcenter.heroku.com/articles/dyno-types, 2024-06-04. A Basic dyno runs once per process type.
const DYNOS: readonly Size[] = [
  { item: "dyno Basic", memoryMb: 512, cpu: SHARED_CPU, single: true },
  { item: "dyno Standard-1X", memoryMb: 512, cpu: SHARED_CPU },
  { item: "dyno Standard-2X", memoryMb: 1024, cpu: 2 * SHARED_CPU },
  { item: "dyno Performance-M", memoryMb: 2560, cpu: 1 },
];

/** One dyno per app, one add-on per database and cache. */
export const heroku: PlatformRules = {
  id: "heroku",
  name: "Heroku",
  currency: "USD",
  rules: [
    "dyno memory as of 2024-06-04 (devcenter.heroku.com/articles/dyno-types)",
    "a static site is a dyno",
    "Postgres Essential-0 (1 GB) per database and Key-Value Store Mini per cache: add-ons hold one app's data",
    "egress is not billed",
  ],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "Heroku");
  for (const app of needs.apps) {
    const memoryMb = app.kind === "static" ? STATIC_MB : app.memoryMb;
    const need = { memoryMb, cpu: peakCpu(requestsOf(app, needs)), single: false };
    const fit = cheapestFit(DYNOS, need, ({ item }) => sheet.rate(item));
    if (fit) sheet.add(fit.size.item, fit.count, fit.size.item);
    else sheet.gap(1, "app", `no dyno of the snapshot carries ${app.name}`);
  }
  const having = (trait: "database" | "cache") => needs.apps.filter((app) => app[trait]).length;
  sheet.add("databases", having("database"), "Postgres Essential-0");
  sheet.add("caches", having("cache"), "Key-Value Store Mini");
  const volumes = needs.apps.filter(({ volumes: count }) => count > 0).length;
  sheet.gap(volumes, "app", "with a volume: a dyno's files are gone when it restarts");
  return sheet.quote();
}
