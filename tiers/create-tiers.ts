import * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../components/alerts/dimensions";
import { DataHome } from "../components/data-home";
import type { StackPlan, TierView } from "../plan/stack-plan-types";
import { servingOf, standbysOf } from "../plan/tier-views";
import type { Plan } from "../plan/types";
import type { State } from "../state";
import { createTier } from ".";
import type { TierArgs, TierResult } from "./contract";

export interface Tiers {
  readonly serving: TierResult;
  readonly dataHome: DataHome;
  /** What alarms look at: the tier that serves, and the state. */
  readonly watched: Watched;
}

/**
 * Every tier that is there, in the order in which nothing is lost: standbys end their workers, the box learns where databases
 * may be, they are moved, the serving tier starts on them, and when it is healthy names point at it. `told`: topics of who is told.
 */
export function createTiers(plan: StackPlan, state: State, told: TierArgs["told"]): Tiers {
  const create = (view: TierView, after: TierArgs["after"]) => {
    const { plan: own } = view;
    return createTier({ plan: own, state: stateOf(own, state), tier: view, after, told });
  };
  const servingView = servingOf(plan.tiers);
  const standbys = standbysOf(plan.tiers).map((view) => create(view, []));
  const rested = standbys.flatMap(({ ready }) => ready);
  // Only a box can move its data, and only when its version knows both places: its apps start where the data is, before and after.
  const box = servingView.tier === "compose" ? create(servingView, rested) : undefined;
  const mover = [box, ...standbys].find((result) => result?.boxId !== undefined);
  const dataHome = createDataHome(plan, mover, [...rested, ...(box?.ready ?? []), ...databasesOf(state)]);
  const serving = box ?? create(servingView, [dataHome.placed]);
  publish(serving, standbys, dataHome);
  state.closeEarlierPasswords?.([dataHome, ...serving.ready]);
  return { serving, dataHome, watched: { ...serving.watched, ...watchedState(plan, state) } };
}

function createDataHome(
  { serving, state, declared }: StackPlan,
  mover: TierResult | undefined,
  after: readonly pulumi.Resource[],
): DataHome {
  const databases = state.apps.some((app) => app.database);
  const { want, serial } = declared.asked;
  return new DataHome(
    {
      ...{ want, serial, databases },
      instanceId: databases ? mover?.boxId : undefined,
      region: serving.region,
      profile: serving.profile,
      timeoutSeconds: serving.box.moveTimeoutMinutes * 60,
    },
    after,
  );
}

/** With one tier its names need not wait; else none loses its weight before the serving tier is healthy and has its own. */
function publish(serving: TierResult, standbys: readonly TierResult[], dataHome: DataHome): void {
  if (standbys.length === 0) {
    serving.publish([]);
    return;
  }
  const healthy = [dataHome, ...serving.ready];
  const records = serving.publish(healthy);
  for (const standby of standbys) standby.publish([...healthy, ...records]);
}

/** What this tier uses of the state: another one may need more. */
function stateOf(plan: Plan, state: State): State {
  return {
    ...state,
    database: plan.rds && state.database,
    databasesReady: plan.rds && state.databasesReady,
    cache: plan.elasticache && state.cache,
    files: plan.files && state.files,
    certificate: plan.dns.certificateNames.length > 0 ? state.certificate : undefined,
  };
}

function watchedState({ serving }: StackPlan, { database, cache, certificate }: State): Watched {
  return {
    ...(serving.dumps && { stack: { Stack: pulumi.output(serving.stack) } }),
    ...(database && { databases: { DBInstanceIdentifier: database.identifier } }),
    ...(cache && { cache: { CacheClusterId: cache.nodeId } }),
    ...(certificate && { certificate: { CertificateArn: certificate.arn } }),
  };
}

function databasesOf({ databasesReady }: State): readonly pulumi.Resource[] {
  return databasesReady ? [databasesReady] : [];
}
