import type { Problem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { alertsPlan } from "./alerts/alerts-plan";
import type { FolderDigests } from "./apps";
import { networkPlan } from "./cidr";
import boxImages from "./data/box-images.json";
import { olderPostgres, postgresImage } from "./postgres-majors";
import { dnsPlan } from "./dns";
import type { FargateFacts } from "./fargate";
import { homes as homesOf } from "./homes";
import { isBalanced, managedPlan } from "./managed";
import { managedProblems } from "./managed-problems";
import { isBurstable, memoryPlan, memoryProblems, type MemoryNeeds } from "./memory";
import { planNotes } from "./notes";
import type { DumpsPlan } from "./dumps";
import type { AppPlan, BoxPlan, DataHomePlan, Homes, Plan, RdsPlan } from "./types";

/** What the plan needs to know besides the settings. */
export interface Facts extends FargateFacts {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly profile?: string;
  readonly folders: FolderDigests;
  /** Digest of the edge image's folder; used when an app has a rate limit. */
  readonly edgeDigest: string;
  /** Major version of PostgreSQL on RDS; undefined while there is none. */
  readonly databaseMajor?: number;
}

/** What a tier gets that belongs to the stack. */
export interface Placement {
  /** Set when an app has a database and there is a box. */
  readonly dataHome?: DataHomePlan;
  readonly rds?: RdsPlan;
  /** On the tier that serves. */
  readonly dumps?: DumpsPlan;
}

const zoneCount = 2;

/** How the tier of the settings runs all apps, and why it cannot. */
export function planTier(
  settings: Settings,
  facts: Facts,
  apps: readonly AppPlan[],
  { dataHome, rds, dumps }: Placement,
): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const homes = homesOf(settings, apps, dataHome?.reachable.includes("box") ? "box" : "rds");
  const managed = managedPlan(settings, apps, homes, { ...facts, rds });
  const { box, problems } = boxPlan(settings, apps, homes, facts);
  const watched = {
    project: facts.project,
    stack: facts.stack,
    region: facts.region,
    profile: facts.profile,
    tier: settings.tier,
    network: networkPlan(settings.network.cidr, zoneCount),
    dns: dnsPlan(settings, apps, isBalanced(managed)),
    homes,
    dataHome,
    ...(dumps && { dumps }),
    box,
    ...managed,
    apps,
    backups: settings.backups,
    budget: settings.budget,
    costs: { usage: settings.usage, freeTier: settings.freeTier },
    advice: settings.advice,
  };
  const plan = {
    ...watched,
    notes: planNotes(apps, homes, managed, settings),
    ...(settings.github && { github: settings.github }),
    ...(settings.alerts && { alerts: alertsPlan(settings.alerts, watched, settings.schedule) }),
  };
  return { plan, problems: [...problems, ...managedProblems({ ...facts, settings, apps, homes, managed })] };
}

/** The machine that runs all apps with Docker Compose, on the compose and the beanstalk tier. */
function boxPlan(
  settings: Settings,
  apps: readonly AppPlan[],
  homes: Homes,
  { edgeDigest, stack }: Facts,
): { box: BoxPlan; problems: readonly Problem[] } {
  const { databaseMemoryMb, cacheMemoryMb } = settings.box;
  const needs = memoryNeeds(settings, apps, homes);
  const problems = settings.tier === "fargate" ? [] : memoryProblems(needs, stack);
  const box = {
    instanceType: needs.instanceType,
    credits: settings.box.credits,
    burstable: isBurstable(needs.instanceType),
    image: settings.box.image,
    rootGb: settings.box.rootGb,
    dataGb: settings.box.dataGb,
    databaseMemoryMb,
    cacheMemoryMb,
    cachePolicy: settings.box.cachePolicy,
    applyTimeoutMinutes: settings.box.applyTimeoutMinutes,
    moveTimeoutMinutes: settings.box.moveTimeoutMinutes,
    memory: memoryPlan(needs),
    images: {
      caddy: boxImages.caddy,
      postgres: postgresImage(settings.box.postgres),
      redis: boxImages.redis,
    },
    olderPostgres: olderPostgres(settings.box.postgres),
    // No app name starts with _, so the tag is never taken for an app's.
    edgeTag:
      settings.tier !== "fargate" && apps.some((app) => app.rateLimit !== undefined)
        ? `_edge.${edgeDigest}`
        : undefined,
  };
  return { box, problems };
}

function memoryNeeds(
  { tier, box, beanstalk }: Settings,
  apps: readonly AppPlan[],
  homes: Homes,
): MemoryNeeds {
  const managed = tier === "beanstalk";
  return {
    setting: managed ? "beanstalk.instance" : "box.instance",
    instanceType: managed ? beanstalk.instance : box.instance,
    apps: apps.filter((app) => app.kind !== "static"),
    databaseMb: homes.database === "box" ? box.databaseMemoryMb : undefined,
    cacheMb: homes.cache === "box" ? box.cacheMemoryMb : undefined,
  };
}
