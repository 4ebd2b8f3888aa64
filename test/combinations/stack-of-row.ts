import type { Row } from "./all-pairs";

const images: Readonly<Record<string, object>> = {
  public: { image: "traefik/whoami:v1.11.0" },
  build: { build: "./examples/todo" },
  ecr: { image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/one:1" },
};
const domains: Readonly<Record<string, readonly string[]>> = {
  zone: ["domain=example.com"],
  zoneId: ["domain=example.com", "zoneId=Z0123456789ABCDEFGHIJ"],
  manual: ["domain=example.com", "dns=manual"],
  none: ["domain=null"],
};
const scales: Readonly<Record<string, object>> = {
  one: {},
  cpu: { scale: { min: 1, max: 3 } },
  requests: { scale: { min: 2, max: 3, requestsPerMinute: 100 } },
};
const when = (wanted: boolean, part: object) => (wanted ? part : {});

/** Changes of the dev stack that make it what a row says. Factors with a dot are settings. */
export function stackOfRow(tier: string, row: Row): readonly string[] {
  const settings = Object.entries(row).filter(([name]) => name.includes("."));
  return [
    `tier=${tier}`,
    ...(domains[row["domain"] ?? ""] ?? []),
    ...settings.map(([name, value]) => `${name}=${value}`),
    ...(row["home"] === undefined ? [] : [`database=${row["home"]}`]),
    ...(row["budget"] === "null" ? ["budget=null"] : []),
    `apps=${JSON.stringify(appsOf(row))}`,
  ];
}

function appsOf(row: Row): readonly object[] {
  const { image = "", database, cache, secret, site, worker, volume, scale = "one", rateLimit } = row;
  const built = { build: "./examples/todo" };
  const main = {
    ...{ name: "main", port: 3000, ...images[image], ...scales[scale] },
    ...when(database !== "no", { database: true }),
    ...when(database === "migrate", { migrate: "node migrate.js" }),
    ...when(cache === "yes", { cache: true }),
    ...when(secret === "generated", { secrets: [{ name: "KEY", generate: true }] }),
    ...when(rateLimit === "yes", { rateLimit: { requests: 10, seconds: 60 } }),
    ...when(site === "redirects", { redirectHosts: ["www.example.com", "old.example.org"] }),
  };
  return [
    main,
    ...(site === "no" ? [] : [{ name: "docs", static: "./examples/site-docs" }]),
    ...(worker === "no" ? [] : [{ name: "watch", ...built, command: ["node", "worker.js"] }]),
    ...(volume === "no" ? [] : [{ name: "wiki", ...built, volumes: [{ name: "pages", path: "/data" }] }]),
  ];
}
