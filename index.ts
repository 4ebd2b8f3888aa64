import { log, runtime } from "@pulumi/pulumi";
import { createBudget } from "./components/budget";
import { databaseVersion } from "./components/database-version";
import { deployedResources } from "./components/deployed-resources";
import { zonesOffering } from "./components/look-ups";
import { deployedFrom } from "./plan/deployed";
import { refuseFixedSettings } from "./plan/fixed-settings";
import { makePlan } from "./plan/plan";
import { readFacts } from "./settings/facts";
import { readPulumiConfig } from "./settings/read-pulumi";
import { runError } from "./settings/run-errors";
import { zoneNeed } from "./plan/zone-need";
import { watchStackCost } from "./stack-cost";
import { createState } from "./state";
import { createTier } from "./tiers";

/** The whole program: settings -> plan -> state + tiers -> outputs, and resources -> cost. */
export = async () => {
  const { plan, zones, version, cost, secretValue } = await prepare().catch((error: unknown) => {
    throw runError(error);
  });
  // Without an engine, `npm run preview` shows them.
  if (runtime.hasEngine()) for (const note of plan.notes) await log.info(note);
  const state = createState(plan, zones, secretValue, version);
  const tiers = plan.tiers.map((tier) => ({ tier, result: createTier({ plan, state, tier }) }));
  createBudget(plan);
  const serving = tiers.find(({ tier }) => tier.serves)?.result;
  return {
    tier: plan.tier,
    urls: serving?.urls,
    ...(serving?.target && { address: serving.target.value }),
    ...(state.zone?.nameServers && { nameServers: state.zone.nameServers }),
    recordsToSetByHand: plan.dns.manual,
    ...(serving?.recordsToSet && { recordsToSet: serving.recordsToSet }),
    ...(await cost()),
  };
};

/** Everything that may refuse, before the first resource. */
async function prepare() {
  const { settings, raw, secretValue, ...where } = readPulumiConfig();
  const deployed = deployedFrom(await deployedResources(where.stack));
  const { priorities } = deployed;
  const plan = makePlan(settings, { ...readFacts(settings, where), priorities });
  refuseFixedSettings(plan, deployed);
  const version = await databaseVersion(plan, deployed);
  const zones = await zonesOffering(zoneNeed(plan), where.region, plan.network.zones.length);
  return { plan, zones, version, cost: watchStackCost(plan, raw), secretValue };
}
