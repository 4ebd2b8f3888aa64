import type { CostReview } from "../cost/types";
import { standbyCostPerDay } from "../cost/standby-cost";
import type { SwitchPlan } from "../plan/switching/steps";
import { bundleContents } from "./bundle-contents";
import type { Evaluation } from "./evaluate/evaluate";
import type { LoadedStack } from "./load-stack";

/** The one document of `npm run preview -- --json`. */
export function previewDocument(
  { plan, switching }: Pick<LoadedStack, "plan" | "switching">,
  evaluation: Evaluation,
  cost: CostReview,
) {
  const { resources, outputs, placeholders } = evaluation;
  const files = bundleContents(resources);
  const shown = { ...plan, ...(switching && { switch: { ...switching, ...perDay(switching, cost) } }) };
  return { stack: plan.stack, tier: plan.tier, plan: shown, resources, files, cost, outputs, placeholders };
}

function perDay({ standbys }: SwitchPlan, cost: CostReview) {
  return { standbyUsdPerDay: Number(standbyCostPerDay(cost, standbys).toFixed(4)) };
}
