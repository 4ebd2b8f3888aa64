import type { Exclusion, Factors } from "./all-pairs";

interface Choice {
  readonly factors: Factors;
  readonly exclusions: readonly Exclusion[];
}

/** What of the apps decides which resources there are; all tiers have these. */
const apps: Factors = {
  image: ["build", "public", "ecr"],
  database: ["no", "yes", "migrate"],
  cache: ["no", "yes"],
  secret: ["none", "generated"],
  site: ["no", "yes", "redirects"],
  worker: ["no", "yes"],
  volume: ["no", "yes"],
  domain: ["zone", "zoneId", "manual", "none"],
};

/** Without a domain there is nothing to redirect from. */
const nameless: readonly Exclusion[] = [["site=redirects", "domain=none"]];

/** Settings that change which resources a tier has, and what the settings' checks refuse together. */
export const choices: Readonly<Record<"compose" | "beanstalk" | "fargate", Choice>> = {
  compose: {
    factors: {
      ...apps,
      home: ["auto", "rds"],
      "backups.keep": ["7", "0"],
      budget: ["set", "null"],
      "box.credits": ["standard", "unlimited"],
      rateLimit: ["no", "yes"],
    },
    exclusions: nameless,
  },
  beanstalk: {
    factors: {
      ...apps,
      "beanstalk.max": ["1", "3"],
      "beanstalk.cache": ["elasticache", "instance"],
      "beanstalk.updates": ["rolling", "immutable"],
      "rds.multiAz": ["false", "true"],
      "elasticache.replicas": ["0", "1"],
    },
    exclusions: [
      ...nameless,
      ["volume=yes", "beanstalk.max=3"],
      // Redis on each of several instances would not be one cache.
      ["cache=yes", "beanstalk.cache=instance", "beanstalk.max=3"],
      // A worker runs once by a lock in a database.
      ["database=no", "worker=yes", "beanstalk.max=3"],
      // A load balancer's own name is that of one app.
      ["site=yes", "domain=none", "beanstalk.max=3"],
    ],
  },
  fargate: {
    factors: {
      ...apps,
      "fargate.network": ["public", "nat", "endpoints"],
      "fargate.exec": ["false", "true"],
      "fargate.spotPercent": ["0", "50", "100"],
      scale: ["one", "cpu", "requests"],
      "elasticache.replicas": ["0", "1"],
    },
    exclusions: [...nameless, ["image=public", "fargate.network=endpoints"]],
  },
};
