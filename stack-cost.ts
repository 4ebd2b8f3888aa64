import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { log, runtime } from "@pulumi/pulumi";
import { watchRegistrations } from "./components/registrations";
import { overBudget } from "./cost/budget";
import { splitByApp } from "./cost/by-app";
import { money } from "./cost/render/format";
import { renderText } from "./cost/render/text";
import { smallerMachineText } from "./cost/smaller-machine";
import { reviewStack } from "./cost/stack-review";
import { standbyCostText } from "./cost/standby-cost";
import type { CostLine, CostReview } from "./cost/types";
import { appOf } from "./plan/app-of";
import type { DeployedStack } from "./plan/deployed";
import { remembering } from "./plan/switching/memory";
import type { Plan } from "./plan/types";
import { SettingsError } from "./settings/problems";
import type { Tier } from "./settings/schema";

/** Stack outputs of the review; Pulumi prints old => new when they change. */
export interface CostOutputs {
  readonly monthlyCost?: string;
  readonly monthlyCostByApp?: Readonly<Record<string, string>>;
}

/** What the budget is asked about: the settings as written, and what stands by beside the tier that serves. */
interface Asked {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly deployed: DeployedStack;
  /** Tiers that stand by. */
  readonly standbys: readonly Tier[];
}

/**
 * Starts to watch what the program registers. The returned function, called last, prices it, shows the table under
 * Diagnostics and gives the outputs. Without an engine nobody would see it: `npm run preview` prices what it recorded.
 */
export function watchStackCost(plan: Plan, asked: Asked): () => Promise<CostOutputs> {
  if (!runtime.hasEngine()) return () => Promise.resolve({});
  if (plan.budget?.enforce) refuseOverBudget(plan, asked);
  const registrations = watchRegistrations();
  return async () => {
    const review = reviewStack(plan, await registrations());
    const more = [standbyCostText(review, asked.standbys), smallerMachineText(plan.box, review)];
    const shown = [renderText(review), ...more.filter((text) => text !== undefined)];
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
  await log.warn(askBudget(plan, asked) ?? overBudget(review, limit));
}

/** Throws before the first resource is registered. */
function refuseOverBudget(plan: Plan, asked: Asked): void {
  const refusal = askBudget(plan, asked);
  if (refusal === undefined) return;
  throw new SettingsError([
    { path: "budget.monthlyUsd", problem: refusal, hint: "raise the limit, or set budget.enforce to false" },
  ]);
}

/**
 * Prices the whole stack, and what changes of settings would save, in a process of its own: Pulumi's mocks and its
 * engine cannot serve one process. Undefined when the stack is within its budget.
 */
function askBudget({ stack, region }: Plan, { raw, deployed }: Asked): string | undefined {
  const program = [join(__dirname, "scripts/loader.cjs"), join(__dirname, "cli/budget-check.ts")];
  const { outputs, resources } = deployed;
  const remembered = { outputs: { tier: outputs["tier"] }, resources: remembering(resources) };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", ...program], {
    input: JSON.stringify({ stack, region, raw, deployed: remembered }),
    encoding: "utf8",
    env: withoutPulumi(process.env),
  });
  if (status === 0) return undefined;
  if (status === 3) return stdout;
  throw new Error(`the budget could not be checked: ${stderr.slice(-2000)}`);
}

/** The engine's addresses and decrypted settings are in the environment; the other process needs neither. */
function withoutPulumi(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("PULUMI_")));
}
