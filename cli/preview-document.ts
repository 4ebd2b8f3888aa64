import type { CostReview } from "../cost/types";
import type { Plan } from "../plan/types";
import { bundleContents } from "./bundle-contents";
import type { Evaluation } from "./evaluate/evaluate";

/** The one document of `npm run preview -- --json`. */
export function previewDocument(plan: Plan, evaluation: Evaluation, cost: CostReview) {
  const { resources, outputs, placeholders } = evaluation;
  const files = bundleContents(resources);
  return { stack: plan.stack, tier: plan.tier, plan, resources, files, cost, outputs, placeholders };
}
