import { estimate } from "./estimate";
import { loadPriceBook } from "./prices/price-book";
import type { CostReview, FreeTier, Resource } from "./types";
import { logUsage } from "./usage/log-usage";
import type { TopUsage } from "./usage/top-usage";
import type { UsageFile } from "./usage/usage-file";

/** What a stack's plan says about its costs. */
export interface ReviewedStack {
  readonly region: string;
  readonly tier: string;
  readonly backups?: { readonly pointInTimeDays: number };
  readonly costs: { readonly usage?: TopUsage; readonly freeTier: FreeTier };
}

/** What a stack's resources cost in a month at the committed prices; `file` gives usage per resource. */
export function reviewStack(
  stack: ReviewedStack,
  resources: readonly Resource[],
  file?: UsageFile,
): CostReview {
  const { region, tier, costs, backups } = stack;
  const settings = backups && tier === "compose" ? logUsage(backups) : undefined;
  const usage = { top: costs.usage, settings, file };
  return estimate(resources, { book: loadPriceBook(), region, tier, usage, freeTier: costs.freeTier });
}
