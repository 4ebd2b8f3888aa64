import type { Tier } from "../../settings/schema";
import type { StackPlan } from "../stack-plan-types";
import { servingOf } from "../tier-views";
import type { Homes } from "../types";
import { isBuilt, type Memory } from "./memory";

/** What an app leaves behind when the tier changes. */
export interface LeftBehind {
  readonly app: string;
  readonly what: "cache" | "files";
  /** One sentence. */
  readonly text: string;
}

type Kind = "cache" | "files";

interface Way {
  readonly from: Tier;
  /** Where the app finds what it had there before; undefined when nothing was there. */
  readonly again?: string;
  /** Visitors of both tiers write, each where its tier keeps it. */
  readonly split: boolean;
}

/** Redis and files stay where they are: an app finds what it left in the other place, or nothing. */
export function leftBehind(plan: StackPlan, from: Tier, memory: Memory): readonly LeftBehind[] {
  const old = plan.tiers.find(({ tier }) => tier === from)?.plan.homes;
  if (!old) return [];
  const { homes, tier: to } = plan.serving;
  const split = servingOf(plan.tiers).weight < 100;
  // A cache beside the apps belongs to its tier; one on ElastiCache, and files on EFS, to the stack.
  const apart = (kind: Kind) => old[kind] !== homes[kind] || (old[kind] === "box" && from !== to);
  const way = (kind: Kind): Way => ({ from, split, again: leftBefore(kind, plan, from, memory) });
  return plan.state.apps.flatMap(({ name, cache, volumes }): readonly LeftBehind[] => [
    ...(cache && apart("cache") ? [cacheLeft(name, way("cache"))] : []),
    ...(volumes.length > 0 && apart("files") ? [filesLeft(name, way("files"))] : []),
  ]);
}

/** A tier that an update finished before, the new one or one that shares its place, left something there. */
function leftBefore(
  kind: Kind,
  { tiers, serving }: StackPlan,
  from: Tier,
  memory: Memory,
): string | undefined {
  const place = serving.homes[kind];
  const before = tiers.some(
    ({ tier, plan: { homes } }) =>
      tier !== from &&
      isBuilt(tier, memory) &&
      homes[kind] === place &&
      (place !== "box" || tier === serving.tier),
  );
  return before ? titleOf(place, serving.tier) : undefined;
}

function titleOf(place: Homes[Kind], tier: Tier): string {
  if (place === "elasticache") return "ElastiCache";
  return place === "efs" ? "EFS" : tier;
}

function cacheLeft(app: string, { from, again }: Way): LeftBehind {
  const finds =
    again === undefined
      ? "an empty Redis: sessions end, cached values are made anew,"
      : `Redis as it was left on ${again}: sessions since then end, cached values may be out of date,`;
  const text = `${app} finds ${finds} and jobs that wait stay on ${from} until it serves again.`;
  return { app, what: "cache", text };
}

function filesLeft(app: string, { from, again, split }: Way): LeftBehind {
  const finds =
    again === undefined
      ? `empty volumes: its files stay on ${from}`
      : `its files as they were left on ${again}: those written on ${from} stay there`;
  const both = split ? "; while visitors are split, each tier writes files that the other does not see" : "";
  return { app, what: "files", text: `${app} finds ${finds}${both}.` };
}
