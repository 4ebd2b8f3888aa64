import { log, runtime } from "@pulumi/pulumi";
import { askProcess } from "./ask-process";
import { sizeAdvice } from "./cli/advise/size-advice";
import type { Question } from "./cli/question";
import { watchRegistrations } from "./components/registrations";
import { overBudget } from "./cost/budget";
import { splitByApp } from "./cost/by-app";
import { money } from "./cost/render/format";
import { renderText } from "./cost/render/text";
import { reviewStack } from "./cost/stack-review";
import type { CostLine, CostReview } from "./cost/types";
import { appOf } from "./plan/app-of";
import type { DeployedStack } from "./plan/deployed";
import { remembering } from "./plan/switching/memory";
import type { Plan } from "./plan/types";
import { SettingsError } from "./settings/problems";

/** Stack outputs of the review; Pulumi prints old => new when they change. */
export interface CostOutputs {
  readonly monthlyCost?: string;
  readonly monthlyCostByApp?: Readonly<Record<string, string>>;
}

interface Asked {
  /** The settings as written. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly deployed: DeployedStack;
  /** Whether something is there that no setting asks for: a tier that stands by, RDS that is left over. */
  readonly standing: boolean;
}

/**
 * Starts to watch what the program registers. The returned function, called last, prices it, shows the table under
 * Diagnostics and gives the outputs. Without an engine nobody would see it: `npm run preview` prices what it recorded.
 */
export async function watchStackCost(plan: Plan, asked: Asked): Promise<() => Promise<CostOutputs>> {
  if (!runtime.hasEngine()) return () => Promise.resolve({});
  if (plan.budget?.enforce) await refuseOverBudget(plan, asked);
  const standing = asked.standing ? askStanding(plan, asked) : undefined;
  // Whoever awaits it later is told; until then it is no unhandled failure.
  standing?.catch(() => undefined);
  const registrations = watchRegistrations();
  return async () => {
    const review = reviewStack(plan, await registrations());
    const more = [await standing, sizeAdvice(plan, review)];
    const shown = [renderText(review), ...more.filter((text) => text !== undefined && text !== "")];
    await log.info(`\n${shown.join("\n\n")}`);
    await warnOverBudget(plan, asked, review);
    return outputs(plan, review);
  };
}

function outputs(plan: Plan, review: CostReview): CostOutputs {
  const apps = plan.apps.map(({ name, memoryMb }) => ({ name, weight: memoryMb }));
  const names = new Set(plan.apps.map((app) => app.name));
  const ownerOf = ({ type, resource }: CostLine) => appOf({ type, name: resource }, names);
  const shares = splitByApp(review, apps, ownerOf).map(({ name, total }) => [name, `$${money(total)}`]);
  return {
    monthlyCost: `$${money(review.monthly.total)}`,
    monthlyCostByApp: Object.fromEntries(shares) as Record<string, string>,
  };
}

async function warnOverBudget(plan: Plan, asked: Asked, review: CostReview): Promise<void> {
  const limit = plan.budget?.monthlyUsd;
  if (limit === undefined || review.monthly.total <= limit) return;
  await log.warn((await askBudget(plan, asked)) ?? overBudget(review, limit));
}

/** Throws before the first resource is registered. */
async function refuseOverBudget(plan: Plan, asked: Asked): Promise<void> {
  const refusal = await askBudget(plan, asked);
  if (refusal === undefined) return;
  throw new SettingsError([
    { path: "budget.monthlyUsd", problem: refusal, hint: "raise the limit, or set budget.enforce to false" },
  ]);
}

/** Prices the whole stack, and what changes of settings would save. Undefined when the stack is within its budget. */
async function askBudget(plan: Plan, asked: Asked): Promise<string | undefined> {
  const { status, stdout, stderr } = await askProcess("budget-check.ts", questionOf(plan, asked));
  if (status === 0) return undefined;
  if (status === 3) return stdout;
  throw new Error(`the budget could not be checked: ${stderr.slice(-2000)}`);
}

/** What stands by, and what it costs: the difference to the stack without it. */
async function askStanding(plan: Plan, asked: Asked): Promise<string> {
  const { status, stdout, stderr } = await askProcess("standby-check.ts", questionOf(plan, asked));
  if (status === 0) return stdout;
  throw new Error(`what stands by could not be priced: ${stderr.slice(-2000)}`);
}

function questionOf({ stack, region }: Plan, { raw, deployed }: Asked): Question {
  const { outputs, resources } = deployed;
  return {
    stack,
    region,
    raw,
    deployed: { outputs: { tier: outputs["tier"] }, resources: remembering(resources) },
  };
}
