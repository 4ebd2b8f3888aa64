import { log, runtime } from "@pulumi/pulumi";
import { createBudget } from "./components/budget";
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
import { watchStackCost } from "./stack-cost";
import { createState } from "./state";
import { createTiers } from "./tiers/create-tiers";

/** The whole program: settings -> plan -> state + tiers -> outputs, and resources -> cost. */
export = async () => {
  const { plan, switching, deployed, zones, cost, secretValue } = await prepare().catch((error: unknown) => {
    throw runError(error);
  });
  const { serving, declared } = plan;
  // Without an engine, `npm run preview` shows them.
  if (runtime.hasEngine()) for (const note of [...serving.notes, ...switching]) await log.info(note);
  const writeRecord = watchForRecord();
  await writeLatches(declared);
  keepOutputs(deployed.outputs, serving.tier);
  const state = createState(plan.state, zones, secretValue);
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
  const plan = stackPlan(
    settings,
    readFacts(settings, where, declaredParts(settings, memory).computes),
    memory,
  );
  const { serving } = plan;
  refuseFixedSettings(serving, deployedFrom(deployed.resources));
  const zones = await zonesOffering(serving.box.instanceType, where.region, serving.network.zones.length);
  const change = switchPlan(plan, { memory, tier: tierBefore(deployed.outputs) });
  const switching = change ? [`\n${switchText(change)}`] : [];
  return { plan, switching, deployed, zones, cost: watchStackCost(serving, raw), secretValue };
}
