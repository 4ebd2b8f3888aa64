import { log, type Output, runtime } from "@pulumi/pulumi";
import { createAlerts } from "./components/alerts/alerts";
import { createChannels } from "./components/alerts/channels";
import { createBudget } from "./components/budget";
import type { Watched } from "./components/alerts/dimensions";
import { databaseVersion } from "./components/database-version";
import { deployedStack } from "./components/deployed-stack";
import { endWithEngine } from "./components/end-with-engine";
import { createDumps } from "./components/dumps/create-dumps";
import { createGithubRoles } from "./components/github-roles";
import { keepOutputs, watchForRecord, writeLatches } from "./components/memory";
import { zonesOffering } from "./components/look-ups";
import type { Sleeper } from "./components/schedule/sleeper";
import { createSchedule } from "./components/schedule/create-schedule";
import { planUpdate } from "./plan/plan-update";
import type { StackPlan } from "./plan/stack-plan-types";
import type { Plan } from "./plan/types";
import { switchText } from "./plan/switching/switch-text";
import { standbysOf } from "./plan/tier-views";
import { toldNotes } from "./plan/told-notes";
import { readFacts } from "./settings/facts";
import { readPulumiConfig } from "./settings/read-pulumi";
import { runError } from "./settings/run-errors";
import { zoneNeed } from "./plan/zone-need";
import { watchStackCost } from "./stack-cost";
import { createState, type State } from "./state";
import { createTiers } from "./tiers/create-tiers";

if (runtime.hasEngine()) endWithEngine();

/** The whole program: settings -> plan -> state + tiers -> outputs, and resources -> cost. */
export = async () => {
  const { plan, switching, standbys, deployed, zones, version, cost, secretValue } = await prepare().catch(
    (error: unknown) => {
      throw runError(error);
    },
  );
  const { serving, declared } = plan;
  // Without an engine, `npm run preview` shows them.
  const notes = [
    ...serving.notes,
    ...toldNotes(serving),
    ...(switching ? [`\n${switchText(switching)}`] : []),
  ];
  if (runtime.hasEngine()) for (const note of notes) await log.info(note);
  const writeRecord = watchForRecord();
  keepOutputs(deployed.outputs, serving.tier);
  await writeLatches(declared).catch((error: unknown) => {
    throw runError(error);
  });
  const state = createState(plan.state, zones, secretValue, version);
  const channels = createChannels(serving);
  const tiers = createTiers(plan, state, channels.topicArns);
  const dumps = createDumpsOf(serving, state);
  const scheduled = createScheduleOf(plan, tiers.serving.sleeper, state, dumps);
  createAlerts(serving, { ...tiers.watched, ...scheduled }, channels);
  createBudget(serving, channels.webhookArn);
  const githubRoles = createGithubRoles(serving);
  const dataAt = serving.homes.database && tiers.dataHome.at;
  writeRecord({ record: declared.record, serving: serving.tier, dataAt });
  const { urls, target, recordsToSet } = tiers.serving;
  return {
    tier: serving.tier,
    ...(dataAt && { dataHome: dataAt }),
    ...(standbys.length > 0 && { standbys }),
    urls,
    ...(target && { address: target.value }),
    ...(state.zone?.nameServers && { nameServers: state.zone.nameServers }),
    ...githubRoles,
    recordsToSetByHand: serving.dns.manual,
    ...(recordsToSet && { recordsToSet }),
    ...(await cost()),
  };
};

/** Nothing is stopped without settings that say when. */
function createScheduleOf(
  { serving, schedule }: StackPlan,
  sleeper: Sleeper,
  { database }: State,
  dumps: Output<string> | undefined,
): Watched {
  if (!schedule) return {};
  const { stack, region } = serving;
  return createSchedule({ stack, region, plan: schedule, sleeper, database: database?.identifier, dumps });
}

/** Only what no box backs up. */
function createDumpsOf(plan: Plan, state: State): Output<string> | undefined {
  const { database, databasesReady } = state;
  return plan.dumps && database && databasesReady
    ? createDumps({ ...state, plan, dumps: plan.dumps, database, databasesReady })
    : undefined;
}

/** Everything that may refuse, before the first resource. */
async function prepare() {
  const { settings, raw, secretValue, ...where } = readPulumiConfig();
  const deployed = await deployedStack(where.stack);
  const { plan, before, switching } = planUpdate(settings, deployed, (tiers) =>
    readFacts(settings, where, tiers),
  );
  const { serving } = plan;
  const standbys = standbysOf(plan.tiers).map(({ tier }) => tier);
  const standing = (switching?.retirement ?? []).length > 0;
  const version = await databaseVersion(plan.state.rds?.plan, before);
  const zones = await zonesOffering(zoneNeed(serving), where.region, serving.network.zones.length);
  return {
    plan,
    switching,
    standbys,
    deployed,
    zones,
    version,
    cost: await watchStackCost(serving, { raw, deployed, standing }),
    secretValue,
  };
}
