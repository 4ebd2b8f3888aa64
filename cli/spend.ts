import { Command } from "commander";
import { spendOf } from "../cost/actual/spend";
import { spendText } from "../cost/actual/spend-text";
import { loadPriceBook, priceOf } from "../cost/prices/price-book";
import { reviewStack } from "../cost/stack-review";
import type { Span } from "../cost/actual/bill";
import { type AccountOptions } from "./account-of";
import { loadStack, type StackOptions } from "./load-stack";
import { evaluateStack } from "./review-stack";
import { runCommand } from "./run-command";
import { type Answer, billedOf } from "./spend/answer";
import { askCostExplorer } from "./spend/ask-cost-explorer";
import { answerFile, keepAnswer, keptAnswer, keptHours } from "./spend/kept-answer";
import { periodOf, spanOf } from "./spend/month";
import { withDeployed } from "./stack-options";

interface Options extends Omit<AccountOptions, "region">, Pick<StackOptions, "from" | "deployed"> {
  readonly month?: string;
  readonly refresh?: true;
  readonly json?: true;
}

const described = new Command("spend").description(
  `What a stack has cost this month, from AWS's bill, beside its cost review, with the difference explained. Asks Cost Explorer, which bills each request; an answer serves every stack and is kept for ${keptHours} hours.`,
);

const command = withDeployed(described, "count the tier that stands by, too, of a stack")
  .option("-s, --stack <name>", "stack that is meant", "dev")
  .option("-m, --month <month>", "another month, such as 2026-10")
  .option("--refresh", "ask again although an answer is kept")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .option("--json", "print one JSON document and nothing else")
  .showHelpAfterError()
  .action(async (options: Options) => {
    const { stack, json, from, deployed } = options;
    const now = new Date();
    const loaded = loadStack({ stack, set: [], from, deployed });
    const span = spanOf(options.month, now);
    const answer = await answerFor(span, options.profile ?? loaded.plan.profile, options.refresh, now);
    const { resources } = await evaluateStack(loaded);
    // What was asked yesterday ends a day earlier.
    const gone = (Date.parse(answer.end) - Date.parse(`${span.month}-01`)) / 86_400_000;
    const review = reviewStack(loaded.plan, resources);
    const spend = spendOf(review, billedOf(answer, stack), { ...span, gone });
    const document = {
      stack,
      tier: loaded.plan.tier,
      asked: answer.asked,
      priceDate: review.priceDate,
      ...spend,
    };
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : spendText(stack, spend)}\n`);
  });

/** Says what asking costs before it asks. */
async function answerFor(
  span: Span,
  profile: string | undefined,
  refresh: true | undefined,
  now: Date,
): Promise<Answer> {
  const file = answerFile(span.month, profile);
  const kept = refresh ? undefined : keptAnswer(file, now);
  if (kept) {
    process.stderr.write(`Kept answer of ${kept.asked}; --refresh asks again.\n`);
    return kept;
  }
  const price = priceOf(loadPriceBook(), {
    service: "costExplorer",
    item: "apiRequest",
    region: "us-east-1",
  });
  process.stderr.write(
    `Asking Cost Explorer: $${price.usd} a request, mostly one (price of ${price.asOf}).\n`,
  );
  const answer = await askCostExplorer(periodOf(span), profile, now);
  keepAnswer(file, answer);
  return answer;
}

void runCommand(command);
