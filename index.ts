import { log, runtime } from "@pulumi/pulumi";
import { createBudget } from "./components/budget";
import { databaseVersion } from "./components/database-version";
import { deployedStack } from "./components/deployed-stack";
import { keepOutputs, watchForRecord, writeLatches } from "./components/memory";
import { zonesOffering } from "./components/look-ups";
import { deployedFrom } from "./plan/deployed";
import { refuseFixedSettings } from "./plan/fixed-settings";
import { stackPlan } from "./plan/stack-plan";
import { declaredParts } from "./plan/switching/declared";
import { memoryFrom } from "./plan/switching/memory";
import { switchPlan, tierBefore } from "./plan/switching/steps";
import { switchText } from "./plan/switching/switch-text";
import { readFacts } from "./settings/facts";
import { readPulumiConfig } from "./settings/read-pulumi";
import { runError } from "./settings/run-errors";
import { zoneNeed } from "./plan/zone-need";
import { watchStackCost } from "./stack-cost";
import { createState } from "./state";
import { createTiers } from "./tiers/create-tiers";

/** The whole program: settings -> plan -> state + tiers -> outputs, and resources -> cost. */
export = async () => {
  const { plan, switching, deployed, zones, version, cost, secretValue } = await prepare().catch(
    (error: unknown) => {
      throw runError(error);
    },
  );
  const { serving, declared } = plan;
  // Without an engine, `npm run preview` shows them.
  if (runtime.hasEngine()) for (const note of [...serving.notes, ...switching]) await log.info(note);
  const writeRecord = watchForRecord();
  await writeLatches(declared);
  keepOutputs(deployed.outputs, serving.tier);
  const state = createState(plan.state, zones, secretValue, version);
  const tiers = createTiers(plan, state);
  createBudget(serving);
  writeRecord(declared.record);
  const { urls, target, recordsToSet } = tiers.serving;
  const standbys = plan.tiers.filter(({ serves }) => !serves).map(({ tier }) => tier);
  return {
    tier: serving.tier,
    ...(serving.homes.database && { dataHome: tiers.dataHome.at }),
    ...(standbys.length > 0 && { standbys }),
    urls,
    ...(target && { address: target.value }),
    ...(state.zone?.nameServers && { nameServers: state.zone.nameServers }),
    recordsToSetByHand: serving.dns.manual,
    ...(recordsToSet && { recordsToSet }),
    ...(await cost()),
  };
};

/** Everything that may refuse, before the first resource. */
async function prepare() {
  const { settings, raw, secretValue, ...where } = readPulumiConfig();
  const deployed = await deployedStack(where.stack);
  const memory = memoryFrom(deployed.resources);
  const before = deployedFrom(deployed.resources);
  const facts = readFacts(settings, where, declaredParts(settings, memory).computes);
  const plan = stackPlan(settings, { ...facts, priorities: before.priorities }, memory);
  const { serving } = plan;
  refuseFixedSettings(serving, before);
  const version = await databaseVersion(plan.state.rds?.plan, before);
  const zones = await zonesOffering(zoneNeed(serving), where.region, serving.network.zones.length);
  const change = switchPlan(plan, { memory, tier: tierBefore(deployed.outputs) });
  const switching = change ? [`\n${switchText(change)}`] : [];
  return { plan, switching, deployed, zones, version, cost: watchStackCost(serving, raw), secretValue };
}
