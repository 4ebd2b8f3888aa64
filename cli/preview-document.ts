import type { CostReview } from "../cost/types";
import { bundleContents } from "./bundle-contents";
import type { Evaluation } from "./evaluate/evaluate";
import type { LoadedStack } from "./load-stack";

/** The one document of `npm run preview -- --json`. `standbyUsdPerDay`: where something stands by. */
export function previewDocument(
  { plan, switching }: Pick<LoadedStack, "plan" | "switching">,
  evaluation: Evaluation,
  cost: CostReview,
  standbyUsdPerDay: number | undefined,
) {
  const { resources, outputs, placeholders } = evaluation;
  const files = bundleContents(resources);
  const perDay = standbyUsdPerDay !== undefined && { standbyUsdPerDay: Number(standbyUsdPerDay.toFixed(4)) };
  const shown = { ...plan, ...(switching && { switch: { ...switching, ...perDay } }) };
  return { stack: plan.stack, tier: plan.tier, plan: shown, resources, files, cost, outputs, placeholders };
}
