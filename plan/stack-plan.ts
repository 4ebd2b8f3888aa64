import { type Problem, SettingsError } from "../settings/problems";
import type { Settings, Tier } from "../settings/schema";
import { appPlans } from "./apps";
import { certificateProblems } from "./certificate";
import { dumpsNotes, dumpsPlan } from "./dumps";
import { rdsPlan } from "./managed";
import type { StackPlan, TierView } from "./stack-plan-types";
import { scheduleNotes, schedulePlan } from "./schedule";
import { statePlan } from "./state-plan";
import { cachePasswords, refusedRotations } from "./switching/cache-passwords";
import { type Declared, declaredParts, wanted, without } from "./switching/declared";
import { knownDatabases } from "./switching/databases";
import { freshHome } from "./switching/fresh-home";
import type { Memory } from "./switching/memory";
import { givenUpNotes } from "./switching/lost-data";
import { switchProblems } from "./switching/problems";
import { reachableHomes } from "./switching/reachable-homes";
import { removals } from "./switching/removals";
import { share, triggersOf } from "./switching/traffic";
import { withoutWorkers } from "./switching/without-workers";
import { type Facts, type Placement, planTier } from "./tier-plan";
import { servingOf } from "./tier-views";
import type { AppPlan, Plan } from "./types";

/**
 * Settings, facts and what earlier updates remember -> everything that this one declares. Throws SettingsError when the
 * apps cannot run as described, the settings ask for a switch that would lose something, or `fixed` finds what a deployed
 * stack cannot change: all of it at once.
 */
export function stackPlan(
  settings: Settings,
  facts: Facts,
  memory: Memory,
  fixed: (serving: Plan) => readonly Problem[] = () => [],
): StackPlan {
  const declared = declaredFor(settings, memory);
  const apps = appPlans(settings, facts.stack, facts.folders);
  const placement = placementOf(settings, facts, apps, declared, memory);
  const { computes } = declared;
  const found = computes.map((tier) => planView(tier, computes, settings, facts, apps, placement));
  const stateOf = (some: Declared) =>
    statePlan(settings, apps, some, {
      views: found.flatMap(({ view }) => (view.serves || some.kept.includes(view.tier) ? [view] : [])),
      rds: some.rds.declared ? placement.rds : undefined,
    });
  const state = stateOf(declared);
  refuse([
    ...switchProblems(settings, facts, declared, memory),
    ...refusedRotations(settings, state.elasticache !== undefined, memory),
    ...found.flatMap(({ problems }) => problems),
    ...certificateProblems(state.dns.certificateNames),
    ...fixed(servingOf(found.map(({ view }) => view)).plan),
  ]);
  const tiers = found.map(({ view }) => (runsWorkers(view, declared) ? view : workerless(view)));
  const schedule = schedulePlan(settings, facts.stack, computes);
  return {
    serving: noted(servingOf(tiers).plan, [
      ...dumpsNotes(settings, declared, placement),
      ...scheduleNotes(schedule, facts.stack),
      ...givenUpNotes(settings, facts.stack),
    ]),
    tiers,
    state,
    schedule,
    declared: {
      ...declared,
      record: { ...declared.record, ...cachePasswords(settings, state.elasticache !== undefined) },
    },
    retirable: declared.staying
      .filter((part) => !wanted(settings).includes(part))
      .map((part) => removals(part, { tiers, state }, stateOf(without(part, declared)))),
  };
}

/** The record also names the databases, which a wish alone does not tell. */
function declaredFor(settings: Settings, memory: Memory): Declared {
  const declared = declaredParts(settings, memory);
  const databases = knownDatabases(settings, declared, memory);
  return { ...declared, record: { ...declared.record, databases } };
}

function runsWorkers({ serves }: TierView, { workers }: Declared): boolean {
  return serves && workers.heldBy.length === 0;
}

function workerless(view: TierView): TierView {
  return { ...view, plan: withoutWorkers(view.plan) };
}

function noted(plan: Plan, more: readonly string[]): Plan {
  return more.length === 0 ? plan : { ...plan, notes: [...plan.notes, ...more] };
}

/** Which servers a box reaches, and the one on RDS; neither when no app has a database. */
function placementOf(
  settings: Settings,
  { databaseMajor, stack }: Facts,
  apps: readonly AppPlan[],
  declared: Declared,
  memory: Memory,
): Placement {
  if (!apps.some((app) => app.database)) return {};
  const placement = {
    dataHome: { fresh: freshHome(declared, memory), reachable: reachableHomes(declared) },
    rds: declared.rds.declared ? rdsPlan(settings, apps, declared.computes, databaseMajor) : undefined,
  };
  return { ...placement, dumps: dumpsPlan(settings, declared, placement, stack) };
}

/** A tier that does not serve takes the databases from where the others have them, whatever the settings say. */
function planView(
  tier: Tier,
  computes: readonly Tier[],
  settings: Settings,
  facts: Facts,
  apps: readonly AppPlan[],
  { dataHome, rds, dumps }: Placement,
): { readonly view: TierView; readonly problems: readonly Problem[] } {
  const serves = tier === settings.tier;
  const own = serves ? settings : { ...settings, tier, database: "auto" as const };
  const { plan, problems } = planTier(own, facts, apps, {
    rds,
    dataHome: tier === "compose" ? dataHome : undefined,
    dumps: serves ? dumps : undefined,
  });
  const triggers = triggersOf(tier, computes, settings, plan.dns);
  return { view: { ...share(tier, computes, settings), ...(triggers && { triggers }), plan }, problems };
}

/** The same problem of several tiers is said once. */
function refuse(problems: readonly Problem[]): void {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  if (once.size > 0) throw new SettingsError([...once.values()]);
}
