import { closeSync, openSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { compare } from "../cost/compare/compare";
import { comparisonText } from "../cost/compare/comparison-text";
import { loadPlatforms } from "../cost/prices/platforms";
import { loadPriceBook } from "../cost/prices/price-book";
import { resolveUsage } from "../cost/usage/top-usage";
import type { Plan } from "../plan/types";
import { SettingsError } from "../settings/problems";
import { tierNames } from "../settings/schema";
import { needPoints } from "./compare/needs";
import { TierPricer } from "./compare/tier-quotes";
import { writeHtml } from "./cost-output";
import { loadStack, type StackOptions } from "./load-stack";
import { runCommand, UserMistake } from "./run-command";
import { stackCommand } from "./stack-options";
import { tellUnsetSecrets } from "./unset-secrets";

interface Options extends StackOptions {
  readonly json?: true;
  readonly html?: string;
  readonly usdPerEur?: number;
}

const command = stackCommand(
  "compare",
  "Prices a stack's apps on every tier and on other platforms, without an account.",
)
  .option("--json", "print one JSON document and nothing else")
  .option("--html <file>", "write a report with charts: one file that needs no network")
  .option("--usd-per-eur <rate>", "your exchange rate; without one, prices in euros stay in euros", rate)
  .action(run);

async function run(options: Options): Promise<void> {
  const stack = loadStack(options);
  tellUnsetSecrets(stack);
  if (options.html !== undefined) expectWritable(options.html);
  const { comparison, review } = await compared(options, stack.plan);
  if (options.html !== undefined) {
    const title = `${comparison.stack}: cost review and comparison`;
    writeHtml(options.html, { title, review, comparison });
  }
  if (options.json) process.stdout.write(`${JSON.stringify(comparison, null, 2)}\n`);
  else if (options.html === undefined) process.stdout.write(`${comparisonText(comparison)}\n`);
  else process.stdout.write(`The report is in ${options.html}\n`);
}

// Before the pricing, which takes seconds.
function expectWritable(file: string): void {
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new UserMistake(
      `The report cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function compared(options: Options, plan: Plan) {
  const book = loadPriceBook();
  const usage = resolveUsage(plan.costs.usage, plan.tier);
  const needs = needPoints(plan, usage);
  const pricers = new Map(tierNames.map((tier) => [tier, new TierPricer(options, tier, book, plan)]));
  const tiers = [];
  for (const [tier, pricer] of pricers) {
    if (process.stderr.isTTY) process.stderr.write(`Pricing 1 to 50 apps on the tier ${tier} ...\n`);
    tiers.push(await pricer.quotes(needs));
  }
  const review = await pricers.get(plan.tier)?.ownReview(needs);
  if (review === undefined || review instanceof SettingsError)
    throw review ?? new Error(`no tier ${plan.tier}`);
  const comparison = compare({
    stack: plan.stack,
    region: plan.region,
    tier: plan.tier,
    priceDate: book.date,
    usageAssumptions: [usage.requests.assumption, usage.egressGb.assumption],
    tiers,
    needs,
    platforms: loadPlatforms(),
    ...(options.usdPerEur !== undefined && { exchangeRate: { usdPerEur: options.usdPerEur, date: today() } }),
  });
  return { comparison, review };
}

function rate(text: string): number {
  const value = Number(text);
  if (value > 0.01 && value < 100) return value;
  throw new InvalidArgumentError("It must be US dollars for one euro, such as 1.10.");
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

void runCommand(command);
