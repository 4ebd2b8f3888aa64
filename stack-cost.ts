import { log, runtime } from "@pulumi/pulumi";
import { watchRegistrations } from "./components/registrations";
import { splitByApp } from "./cost/by-app";
import { estimate } from "./cost/estimate";
import { loadPriceBook } from "./cost/prices/price-book";
import { renderText } from "./cost/render/text";
import { money } from "./cost/render/format";
import type { Plan } from "./plan/types";

/** Stack outputs of the review; Pulumi prints old => new when they change. */
export interface CostOutputs {
  readonly monthlyCost?: string;
  readonly monthlyCostByApp?: Readonly<Record<string, string>>;
}

/**
 * Starts to watch what the program registers. The returned function, called last, prices it, shows the table under
 * Diagnostics and gives the outputs. Without an engine nobody would see it: `npm run preview` prices what it recorded.
 */
export function watchStackCost(plan: Plan): () => Promise<CostOutputs> {
  if (!runtime.hasEngine()) return () => Promise.resolve({});
  const registrations = watchRegistrations();
  return async () => {
    const options = { book: loadPriceBook(), region: plan.region, tier: plan.tier };
    const review = estimate(await registrations(), options);
    await log.info(`\n${renderText(review)}`);
    const apps = plan.apps.map(({ name, memoryMb }) => ({ name, weight: memoryMb }));
    const shares = splitByApp(review, apps).map(({ name, total }) => [name, `$${money(total)}`]);
    return {
      monthlyCost: `$${money(review.monthly.total)}`,
      monthlyCostByApp: Object.fromEntries(shares) as Record<string, string>,
    };
  };
}
