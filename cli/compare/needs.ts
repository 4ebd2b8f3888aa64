import { averageApps } from "../../cost/compare/average-apps";
import type { NeedPoints } from "../../cost/compare/compare";
import { APP_COUNTS, REQUEST_COUNTS } from "../../cost/compare/curve";
import type { AppNeed, Needs } from "../../cost/compare/types";
import type { ResolvedUsage } from "../../cost/usage/top-usage";
import { memoryPlan } from "../../plan/memory";
import type { AppPlan, Plan } from "../../plan/types";

/** What has to be provided for the stack's own apps and at every point of the curves. */
export function needPoints(plan: Plan, usage: ResolvedUsage): NeedPoints {
  const own = needsOf(plan, plan.apps.map(appNeed), usage.requests.value, usage.egressGb.value);
  const perApp = (value: number, count: number) => (value * count) / own.apps.length;
  const withApps = (count: number) => {
    const apps = averageApps(own.apps, count);
    return needsOf(plan, apps, perApp(own.requests, count), perApp(own.egressGb, count));
  };
  const withRequests = (requests: number): Needs => {
    const egressGb = own.requests === 0 ? 0 : (own.egressGb * requests) / own.requests;
    return { ...own, requests, egressGb };
  };
  return { own, apps: APP_COUNTS.map(withApps), requests: REQUEST_COUNTS.map(withRequests) };
}

function needsOf(plan: Plan, apps: readonly AppNeed[], requests: number, egressGb: number): Needs {
  const { instanceType, databaseMemoryMb, cacheMemoryMb } = plan.box;
  const memory = memoryPlan({
    instanceType,
    apps: apps.filter(({ kind }) => kind !== "static"),
    databaseMb: apps.some(({ database }) => database) ? databaseMemoryMb : undefined,
    cacheMb: apps.some(({ cache }) => cache) ? cacheMemoryMb : undefined,
  });
  const boxMemoryMb = memory.neededMb;
  return { apps, databaseMemoryMb, cacheMemoryMb, boxMemoryMb, requests, egressGb, region: plan.region };
}

function appNeed({ name, kind, memoryMb, database, cache, volumes }: AppPlan): AppNeed {
  return {
    name,
    kind,
    memoryMb: kind === "static" ? 0 : memoryMb,
    database: database !== undefined,
    cache: cache !== undefined,
    volumes: volumes.length,
  };
}
