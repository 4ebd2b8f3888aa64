import { estimate } from "../cost/estimate";
import { loadPriceBook } from "../cost/prices/price-book";
import type { CostReview } from "../cost/types";
import type { Plan } from "../plan/types";
import type { RecordedResource } from "./evaluate/recorded-resource";

/** What the recorded resources of a stack cost in a month. */
export function stackReview(plan: Plan, resources: readonly RecordedResource[]): CostReview {
  return estimate(resources, { book: loadPriceBook(), region: plan.region, tier: plan.tier });
}
