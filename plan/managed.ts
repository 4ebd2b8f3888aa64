import type { Settings } from "../settings/schema";
import { beanstalkPlan } from "./beanstalk";
import { type ConnectionNeed, maxConnections } from "./connections";
import valkey from "./data/valkey.json";
import { databaseWindows } from "./database-windows";
import { fargatePlan, type SiteFiles } from "./fargate";
import type { FargatePlan } from "./fargate-types";
import type { AppPlan, BeanstalkPlan, ElasticachePlan, FilesPlan, Homes, RdsPlan } from "./types";

/** GB of gp3. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const largestStorageGb = 65_536;

/** The parts of the plan that only some tiers have. */
export interface ManagedPlan {
  readonly rds?: RdsPlan;
  readonly elasticache?: ElasticachePlan;
  readonly files?: FilesPlan;
  readonly beanstalk?: BeanstalkPlan;
  readonly fargate?: FargatePlan;
}

/** What AWS manages for the stack: databases and caches outside the box, environments, clusters. */
export function managedPlan(
  settings: Settings,
  apps: readonly AppPlan[],
  homes: Homes,
  { stack, siteFiles }: { readonly stack: string; readonly siteFiles: SiteFiles },
): ManagedPlan {
  return {
    rds: homes.database === "rds" ? rdsPlan(settings, apps) : undefined,
    elasticache: homes.cache === "elasticache" ? elasticachePlan(settings) : undefined,
    files: homes.files === "efs" ? filesPlan(settings, apps) : undefined,
    beanstalk: settings.tier === "beanstalk" ? beanstalkPlan(settings, apps, stack) : undefined,
    fargate: settings.tier === "fargate" ? fargatePlan(settings, apps, stack, siteFiles) : undefined,
  };
}

function elasticachePlan({ elasticache }: Settings): ElasticachePlan {
  const { engineVersion, family } = valkey;
  return { ...elasticache, engineVersion, family };
}

function rdsPlan(settings: Settings, apps: readonly AppPlan[]): RdsPlan {
  const { rds } = settings;
  const needs = connectionNeeds(settings, apps);
  const limits = needs.map(({ app, connections, copies }) => [app, 2 * connections * copies] as const);
  return {
    ...rds,
    maxStorageGb: mostStorageGb(rds),
    ...databaseWindows(settings.backups.timeUtc),
    connectionNeeds: needs,
    connectionLimits: Object.fromEntries(limits),
    majorVersion: String(settings.box.postgres),
    maxConnections: maxConnections(rds.class),
  };
}

/**
 * RDS takes no limit below 110 % of the storage, nor one above its largest volume: from there on nothing can grow.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
function mostStorageGb({ storageGb, maxStorageGb }: Settings["rds"]): number | undefined {
  const least = Math.ceil((storageGb * 110) / 100);
  return least > largestStorageGb ? undefined : Math.max(maxStorageGb, least);
}

/** Connections that the copies of each app with a database open at most. */
function connectionNeeds(settings: Settings, apps: readonly AppPlan[]): readonly ConnectionNeed[] {
  return apps
    .filter((app) => app.database)
    .map((app) => {
      const copies = mostCopies(settings, app);
      return { app: app.name, connections: app.connections, copies, overlap: app.overlap || copies > 1 };
    });
}

/** On Beanstalk every instance runs all web apps, and one of them the workers. */
function mostCopies({ tier, beanstalk }: Settings, app: AppPlan): number {
  if (tier === "fargate") return app.scale.max;
  return tier === "beanstalk" && app.kind === "web" ? beanstalk.max : 1;
}

function filesPlan({ tier, domain }: Settings, apps: readonly AppPlan[]): FilesPlan {
  const volumes = apps.flatMap((app) => app.volumes.map((volume) => `/apps/${app.name}/${volume.name}`));
  const certificates = tier === "beanstalk" && domain !== undefined;
  return { folders: [...volumes, ...(certificates ? ["/caddy"] : [])] };
}

/** Whether a load balancer stands before the apps. */
export function isBalanced({ beanstalk, fargate }: ManagedPlan): boolean {
  return fargate?.balanced === true || beanstalk?.balanced === true;
}
