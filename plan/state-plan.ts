import type { Settings, Tier } from "../settings/schema";
import { inOrder } from "./certificate";
import { homes } from "./homes";
import { elasticachePlan, filesPlan } from "./managed";
import type { StatePlan, TierView } from "./stack-plan-types";
import type { Declared } from "./switching/declared";
import type { Part } from "./switching/memory";
import type { AppPlan, FilesPlan, Homes, RdsPlan } from "./types";

/** What the tiers that run were planned as. */
interface Planned {
  readonly views: readonly TierView[];
  readonly rds?: RdsPlan;
}

/** What all tiers that may exist need of the stack: the union, also of a tier whose compute is gone or was never finished. */
export function statePlan(
  settings: Settings,
  apps: readonly AppPlan[],
  declared: Declared,
  { views, rds }: Planned,
): StatePlan {
  const { kept, guarded } = declared;
  const tiers = kept.filter((part) => part !== "rds");
  const needs = tiers.map((tier) => ({ tier, homes: homesOn(tier, settings, apps) }));
  const held = (uses: (home: Homes) => boolean) => heldBy(needs, guarded, uses);
  const servers = {
    rds: rds && { plan: rds, protect: declared.rds.protected },
    elasticache: planned(
      held(({ cache }) => cache === "elasticache"),
      elasticachePlan(settings),
    ),
    files: planned(
      held(({ files }) => files === "efs"),
      folders(tiers, settings, apps),
    ),
  };
  const { stack, network, dns, backups } = common(views);
  return {
    stack,
    apps,
    network,
    dataSubnets: together(Object.values(servers)),
    dns: { ...dns, certificateNames: inOrder(views.flatMap(({ plan }) => plan.dns.certificateNames)) },
    edgeTag: views.find(({ plan }) => plan.box.edgeTag !== undefined)?.plan.box.edgeTag,
    backups,
    dumps: views.some(({ plan }) => plan.dumps !== undefined),
    box: declared.boxData.declared
      ? { dataGb: settings.box.dataGb, protect: declared.boxData.protected }
      : undefined,
    ...servers,
    beside: besideApps(views),
  };
}

function besideApps(views: readonly TierView[]): StatePlan["beside"] {
  return {
    postgres: views.some(({ plan }) => plan.homes.database === "box"),
    redis: views.some(({ plan }) => plan.homes.cache === "box"),
  };
}

interface Need {
  readonly tier: Tier;
  readonly homes: Homes;
}

/** What a tier keeps besides databases. */
function homesOn(tier: Tier, settings: Settings, apps: readonly AppPlan[]): Homes {
  return homes({ ...settings, tier }, apps, "rds");
}

/** Declared when a tier uses it, protected when one does that stays or keeps its protection for now. */
function heldBy(needs: readonly Need[], guarded: readonly Part[], uses: (homes: Homes) => boolean) {
  const users = needs.filter((need) => uses(need.homes));
  return users.length === 0 ? undefined : { protect: users.some(({ tier }) => guarded.includes(tier)) };
}

function planned<Plan>(held: { readonly protect: boolean } | undefined, plan: Plan) {
  return held && { ...held, plan };
}

function together(servers: readonly ({ readonly protect: boolean } | undefined)[]) {
  const found = servers.filter((server) => server !== undefined);
  return found.length === 0 ? undefined : { protect: found.some(({ protect }) => protect) };
}

function folders(tiers: readonly Tier[], settings: Settings, apps: readonly AppPlan[]): FilesPlan {
  const managed = tiers.filter((tier) => tier !== "compose");
  const all = managed.flatMap((tier) => filesPlan({ ...settings, tier }, apps).folders);
  return { folders: [...new Set(all)] };
}

/** What does not depend on the tier. */
function common([first]: readonly TierView[]): TierView["plan"] {
  if (!first) throw new RangeError("no tier is declared");
  return first.plan;
}
