import { createBudget } from "./components/budget";
import { makePlan } from "./plan/plan";
import { readFacts } from "./settings/facts";
import { readPulumiConfig } from "./settings/read-pulumi";
import { asRunErrors } from "./settings/run-errors";
import { watchStackCost } from "./stack-cost";
import { createState } from "./state";
import { createTier } from "./tiers";

/** The whole program: settings -> plan -> state + tiers -> outputs, and resources -> cost. */
export = async () => {
  const { plan, secretValue } = asRunErrors(() => {
    const { settings, stack, project, region, secretValue } = readPulumiConfig();
    return { plan: makePlan(settings, readFacts(settings, { project, stack, region })), secretValue };
  });
  const cost = watchStackCost(plan);
  const state = createState(plan, secretValue);
  const tiers = plan.tiers.map((tier) => ({ tier, result: createTier({ plan, state, tier }) }));
  createBudget(plan);
  const serving = tiers.find(({ tier }) => tier.serves)?.result;
  return {
    tier: plan.tier,
    urls: serving?.urls,
    address: serving?.address,
    ...(state.zone?.nameServers && { nameServers: state.zone.nameServers }),
    recordsToSetByHand: plan.dns.manual,
    ...(await cost()),
  };
};
