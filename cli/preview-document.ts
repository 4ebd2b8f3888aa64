import type { Plan } from "../plan/types";
import { bundleContents } from "./bundle-contents";
import type { Evaluation } from "./evaluate/evaluate";

/** The one document of `npm run preview -- --json`. */
export function previewDocument(plan: Plan, { resources, outputs, placeholders }: Evaluation) {
  return {
    stack: plan.stack,
    tier: plan.tier,
    plan,
    resources,
    files: bundleContents(resources),
    outputs,
    placeholders,
  };
}
