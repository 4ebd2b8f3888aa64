import { closestFit, overBudget } from "../cost/budget";
import { reviewStack } from "../cost/stack-review";
import type { CostReview } from "../cost/types";
import type { UsageFile } from "../cost/usage/usage-file";
import { SettingsError } from "../settings/problems";
import { cheaperChanges } from "./cheaper-changes";
import { evaluate, type Evaluation } from "./evaluate/evaluate";
import { project, withChanges, type LoadedStack } from "./load-stack";

/** Runs the program for a loaded stack. */
export function evaluateStack({ plan, region, config, deployed }: LoadedStack): Promise<Evaluation> {
  return evaluate({
    project,
    stack: plan.stack,
    region,
    config,
    secretKeys: [`${project}:secrets`],
    deployed,
  });
}

/** What to tell when the review is over the stack's budget; undefined when it is not. */
export async function budgetWarning(
  stack: LoadedStack,
  review: CostReview,
  file?: UsageFile,
): Promise<string | undefined> {
  const limit = stack.plan.budget?.monthlyUsd;
  if (limit === undefined || review.monthly.total <= limit) return undefined;
  const changes = [];
  for (const change of cheaperChanges(stack.plan)) {
    const monthly = await costWith(stack, change, file);
    if (monthly !== undefined) changes.push({ change, monthly });
  }
  return overBudget(review, limit, closestFit(changes, limit));
}

/** The total with a changed setting; undefined when the apps would not fit then. */
async function costWith(
  stack: LoadedStack,
  change: string,
  file: UsageFile | undefined,
): Promise<number | undefined> {
  try {
    const changed = withChanges(stack.plan.stack, stack, [change]);
    const { resources } = await evaluateStack(changed);
    return reviewStack(changed.plan, resources, file).monthly.total;
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
