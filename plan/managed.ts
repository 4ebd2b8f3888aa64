import { majorVersion } from "../settings/image-version";
import type { Settings } from "../settings/schema";
import { maxConnections } from "./connections";
import boxImages from "./data/box-images.json";
import { fargateSize } from "./fargate-size";
import type { AppPlan, BeanstalkPlan, ElasticachePlan, FargatePlan, Homes, RdsPlan } from "./types";

/** The parts of the plan that only some tiers have. */
export interface ManagedPlan {
  readonly rds?: RdsPlan;
  readonly elasticache?: ElasticachePlan;
  readonly beanstalk?: BeanstalkPlan;
  readonly fargate?: FargatePlan;
}

/** What AWS manages for the stack: databases and caches outside the box, environments, clusters. */
export function managedPlan(settings: Settings, apps: readonly AppPlan[], homes: Homes): ManagedPlan {
  return {
    rds: homes.database === "rds" ? rdsPlan(settings) : undefined,
    elasticache: homes.cache === "elasticache" ? settings.elasticache : undefined,
    beanstalk: settings.tier === "beanstalk" ? beanstalkPlan(settings) : undefined,
    fargate: settings.tier === "fargate" ? fargatePlan(settings, apps) : undefined,
  };
}

function rdsPlan({ rds }: Settings): RdsPlan {
  return {
    ...rds,
    majorVersion: majorVersion(boxImages.postgres),
    maxConnections: maxConnections(rds.class),
  };
}

function beanstalkPlan({ beanstalk }: Settings): BeanstalkPlan {
  const { instance, min, max, updates, rootGb, platformUpdates, logDays } = beanstalk;
  return { instanceType: instance, min, max, balanced: max > 1, updates, rootGb, platformUpdates, logDays };
}

function fargatePlan({ fargate, apps: written }: Settings, apps: readonly AppPlan[]): FargatePlan {
  const cpus = new Map(written.map(({ name, cpu }) => [name, cpu]));
  const sizes = apps.flatMap(({ name, kind, memoryMb }) => {
    const size = kind === "static" ? undefined : fargateSize(memoryMb, cpus.get(name));
    return size ? [[name, size] as const] : [];
  });
  return { ...fargate, sizes: Object.fromEntries(sizes) };
}

/** Whether a load balancer stands before the apps. */
export function isBalanced({ beanstalk, fargate }: ManagedPlan): boolean {
  return fargate !== undefined || beanstalk?.balanced === true;
}
