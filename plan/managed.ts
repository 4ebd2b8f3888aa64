import type { Settings, Tier } from "../settings/schema";
import { beanstalkPlan } from "./beanstalk";
import { type ConnectionNeed, maxConnections } from "./connections";
import valkey from "./data/valkey.json";
import { databaseWindows } from "./database-windows";
import { fargatePlan, type SiteFiles } from "./fargate";
import type { FargatePlan } from "./fargate-types";
import type { BeanstalkPlan } from "./beanstalk-types";
import type { AppPlan, ElasticachePlan, FilesPlan, Homes, RdsPlan } from "./types";

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
  {
    stack,
    siteFiles,
    rds,
  }: { readonly stack: string; readonly siteFiles: SiteFiles; readonly rds?: RdsPlan },
): ManagedPlan {
  return {
    rds,
    elasticache: homes.cache === "elasticache" ? elasticachePlan(settings) : undefined,
    files: homes.files === "efs" ? filesPlan(settings, apps) : undefined,
    beanstalk: settings.tier === "beanstalk" ? beanstalkPlan(settings, apps, stack) : undefined,
    fargate: settings.tier === "fargate" ? fargatePlan(settings, apps, stack, siteFiles) : undefined,
  };
}

/** Valkey for all apps. */
export function elasticachePlan({ elasticache }: Settings): ElasticachePlan {
  const { engineVersion, family } = valkey;
  return { ...elasticache, engineVersion, family };
}

/** The server that all of `tiers` use; workers run on the tier of the settings alone. */
export function rdsPlan(settings: Settings, apps: readonly AppPlan[], tiers: readonly Tier[]): RdsPlan {
  const { rds } = settings;
  const needs = connectionNeeds(settings, apps, tiers);
  const limits = needs.map(({ app, connections, copies }) => [app, 2 * connections * copies] as const);
  return {
    ...rds,
    maxStorageGb: Math.max(rds.maxStorageGb, rds.storageGb),
    ...databaseWindows(settings.backups.timeUtc),
    connectionNeeds: needs,
    connectionLimits: Object.fromEntries(limits),
    majorVersion: String(settings.box.postgres),
    maxConnections: maxConnections(rds.class),
  };
}

/** Connections that the copies of each app with a database open at most. */
function connectionNeeds(
  settings: Settings,
  apps: readonly AppPlan[],
  tiers: readonly Tier[],
): readonly ConnectionNeed[] {
  return apps
    .filter((app) => app.database)
    .map((app) => {
      const running = tiers.filter((tier) => tier === settings.tier || app.kind !== "worker");
      const copies = running.reduce((sum, tier) => sum + mostCopies({ ...settings, tier }, app), 0);
      return { app: app.name, connections: app.connections, copies, overlap: app.overlap || copies > 1 };
    });
}

/** On Beanstalk every instance runs all web apps, and one of them the workers. */
function mostCopies({ tier, beanstalk }: Settings, app: AppPlan): number {
  if (tier === "fargate") return app.scale.max;
  return tier === "beanstalk" && app.kind === "web" ? beanstalk.max : 1;
}

/** Volumes of apps that run on no box. */
export function filesPlan({ tier, domain }: Settings, apps: readonly AppPlan[]): FilesPlan {
  const volumes = apps.flatMap((app) => app.volumes.map((volume) => `/apps/${app.name}/${volume.name}`));
  const certificates = tier === "beanstalk" && domain !== undefined;
  return { folders: [...volumes, ...(certificates ? ["/caddy"] : [])] };
}

/** Whether a load balancer stands before the apps. */
export function isBalanced({ beanstalk, fargate }: ManagedPlan): boolean {
  return fargate?.balanced === true || beanstalk?.balanced === true;
}
