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
  const { plan, cost, secretValue } = asRunErrors(() => {
    const { settings, stack, project, region, raw, secretValue } = readPulumiConfig();
    const plan = makePlan(settings, readFacts(settings, { project, stack, region }));
    return { plan, cost: watchStackCost(plan, raw), secretValue };
  });
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
