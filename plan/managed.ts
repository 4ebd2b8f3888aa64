import type { Settings, Tier } from "../settings/schema";
import { beanstalkPlan } from "./beanstalk";
import { type ConnectionNeed, maxConnections } from "./connections";
import valkey from "./data/valkey.json";
import { databaseWindows } from "./database-windows";
import { fargatePlan, type FargateFacts } from "./fargate";
import type { FargatePlan } from "./fargate-types";
import type { BeanstalkPlan } from "./beanstalk-types";
import { storageLimitGb } from "./storage-limit";
import { majorOnRds } from "./switching/database-major";
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
  facts: FargateFacts & { readonly stack: string; readonly rds?: RdsPlan },
): ManagedPlan {
  const { stack, rds } = facts;
  return {
    rds,
    elasticache: homes.cache === "elasticache" ? elasticachePlan(settings) : undefined,
    files: homes.files === "efs" ? filesPlan(settings, apps) : undefined,
    beanstalk: settings.tier === "beanstalk" ? beanstalkPlan(settings, apps, stack) : undefined,
    fargate: settings.tier === "fargate" ? fargatePlan(settings, apps, stack, facts) : undefined,
  };
}

/** Valkey for all apps. */
export function elasticachePlan({ elasticache }: Settings): ElasticachePlan {
  const { engineVersion, family } = valkey;
  return { ...elasticache, engineVersion, family };
}

/** The server that all of `tiers` use; workers run on the tier of the settings alone. */
export function rdsPlan(
  settings: Settings,
  apps: readonly AppPlan[],
  tiers: readonly Tier[],
  deployedMajor: number | undefined,
): RdsPlan {
  const { rds } = settings;
  const needs = connectionNeeds(settings, apps, tiers);
  const limits = needs.map(({ app, connections, copies }) => [app, 2 * connections * copies] as const);
  return {
    ...rds,
    maxStorageGb: storageLimitGb(rds),
    ...databaseWindows(settings.backups.timeUtc),
    connectionNeeds: needs,
    connectionLimits: Object.fromEntries(limits),
    majorVersion: String(majorOnRds(settings.box.postgres, deployedMajor)),
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
      const most = running.map((tier) => mostCopies({ ...settings, tier }, app));
      // Tiers change one after the other.
      const spare = running.map((tier, index) => spareCopies({ ...settings, tier }, app, most[index] ?? 0));
      const { name, connections } = app;
      return {
        ...{ app: name, connections },
        copies: most.reduce((all, one) => all + one, 0),
        spare: Math.max(0, ...spare),
        together: running.includes("beanstalk"),
      };
    });
}

/** On Beanstalk every instance runs all web apps, and one of them the workers. */
function mostCopies({ tier, beanstalk }: Settings, app: AppPlan): number {
  if (tier === "fargate") return app.scale.max;
  return tier === "beanstalk" && app.kind === "web" ? beanstalk.max : 1;
}

/**
 * What runs besides while an app is replaced. On Beanstalk that are whole instances: as many again when updates are
 * immutable, one when they are rolling, none when a single one takes the new version itself. Workers of several instances
 * run on one of them; a second single instance starts its own.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 */
function spareCopies({ tier, beanstalk }: Settings, app: AppPlan, copies: number): number {
  if (tier !== "beanstalk") return app.overlap || copies > 1 ? copies : 0;
  const immutable = beanstalk.updates === "immutable";
  if (beanstalk.max === 1) return immutable ? 1 : 0;
  if (app.kind !== "web") return 0;
  return immutable ? copies : 1;
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
