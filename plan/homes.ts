import type { Settings } from "../settings/schema";
import type { AppPlan, Homes } from "./types";

/** Where databases, caches and files of a tier live: they outlive the tier that serves. */
export function homes(settings: Settings, apps: readonly AppPlan[], database: "box" | "rds"): Homes {
  return {
    database: apps.some((app) => app.database) ? database : undefined,
    cache: apps.some((app) => app.cache) ? cacheHome(settings) : undefined,
    files: filesHome(settings, apps),
  };
}

/** Of what a tier itself keeps, wherever the databases are. */
export function cacheHome({ tier, beanstalk }: Settings): "box" | "elasticache" {
  if (tier === "compose") return "box";
  return tier === "beanstalk" && beanstalk.cache === "instance" ? "box" : "elasticache";
}

/**
 * A single instance of Beanstalk keeps its certificates there as well: it may be replaced at any time. Behind a load
 * balancer nothing uses them; they stay, because going from one to the other may not take protected files away.
 */
function filesHome(settings: Settings, apps: readonly AppPlan[]): Homes["files"] {
  const { tier, domain } = settings;
  const volumes = apps.some((app) => app.volumes.length > 0);
  if (tier === "compose") return volumes ? "box" : undefined;
  const certificates = tier === "beanstalk" && domain !== undefined;
  return volumes || certificates ? "efs" : undefined;
}
