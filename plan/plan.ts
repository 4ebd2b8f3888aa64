import { SettingsError } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { appPlans, type FolderDigests } from "./apps";
import { networkPlan } from "./cidr";
import boxImages from "./data/box-images.json";
import { olderPostgres, postgresImage } from "./postgres-majors";
import { dnsPlan } from "./dns";
import { isBurstable, memoryPlan, memoryProblems, type MemoryNeeds } from "./memory";
import type { AppPlan, BoxPlan, Plan } from "./types";

/** What the plan needs to know besides the settings. */
export interface Facts {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly profile?: string;
  readonly folders: FolderDigests;
  /** Digest of the edge image's folder; used when an app has a rate limit. */
  readonly edgeDigest: string;
}

const zoneCount = 2;
const fullWeight = 100;

/** Settings and facts to plan. Throws SettingsError when the apps cannot run as described. */
export function makePlan(settings: Settings, facts: Facts): Plan {
  const apps = appPlans(settings, facts.stack, facts.folders);
  const box = boxPlan(settings, apps, facts);
  return {
    project: facts.project,
    stack: facts.stack,
    region: facts.region,
    profile: facts.profile,
    tier: settings.tier,
    tiers: [{ tier: settings.tier, serves: true, weight: fullWeight }],
    network: networkPlan(settings.network.cidr, zoneCount),
    dns: dnsPlan(settings, apps),
    box,
    apps,
    backups: settings.backups,
    budget: settings.budget,
    costs: { usage: settings.usage, freeTier: settings.freeTier },
  };
}

function boxPlan(settings: Settings, apps: readonly AppPlan[], { edgeDigest, stack }: Facts): BoxPlan {
  const { instance, databaseMemoryMb, cacheMemoryMb } = settings.box;
  const needs: MemoryNeeds = {
    instanceType: instance,
    apps: apps.filter((app) => app.kind !== "static"),
    databaseMb: apps.some((app) => app.database) ? databaseMemoryMb : undefined,
    cacheMb: apps.some((app) => app.cache) ? cacheMemoryMb : undefined,
  };
  const problems = memoryProblems(needs, stack);
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    instanceType: instance,
    credits: settings.box.credits,
    burstable: isBurstable(instance),
    image: settings.box.image,
    rootGb: settings.box.rootGb,
    dataGb: settings.box.dataGb,
    databaseMemoryMb,
    cacheMemoryMb,
    cachePolicy: settings.box.cachePolicy,
    applyTimeoutMinutes: settings.box.applyTimeoutMinutes,
    memory: memoryPlan(needs),
    images: {
      caddy: boxImages.caddy,
      postgres: postgresImage(settings.box.postgres),
      redis: boxImages.redis,
    },
    olderPostgres: olderPostgres(settings.box.postgres),
    // No app name starts with _, so the tag is never taken for an app's.
    edgeTag: apps.some((app) => app.rateLimit !== undefined) ? `_edge.${edgeDigest}` : undefined,
  };
}
