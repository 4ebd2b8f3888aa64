import { money } from "../cost/render/format";
import { renderMarkdown } from "../cost/render/markdown";
import { renderText } from "../cost/render/text";
import type { CostReview } from "../cost/types";
import type { UsageFile } from "../cost/usage/usage-file";
import { switchText } from "../plan/switching/switch-text";
import type { Evaluation } from "./evaluate/evaluate";
import { loadStack, type LoadedStack, type StackOptions } from "./load-stack";
import { previewDocument } from "./preview-document";
import { previewText } from "./preview-text";
import { sizeAdvice } from "./advise/size-advice";
import { writeHtml } from "./cost-output";
import { readUsage } from "./read-usage";
import { reviewStack } from "../cost/stack-review";
import { budgetWarning, evaluateStack } from "./review-stack";
import { exitCodes, runCommand } from "./run-command";
import { stackCommand, withDeployed } from "./stack-options";
import { standbyCostPerDay } from "./switching/standby-cost";
import { tellUnsetSecrets } from "./unset-secrets";

interface PreviewOptions extends StackOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly html?: string;
  readonly usage?: string;
}

const command = withDeployed(
  stackCommand("preview", "Shows what a stack consists of and what it costs, without an account."),
  "show the switch of a stack",
)
  .option("--json", "print one JSON document and nothing else")
  .option("--markdown", "print the cost review for a pull request comment")
  .option("--html <file>", "write the cost review as one self-contained page as well")
  .option("--usage <file>", "usage per resource, in the layout of Infracost's usage files")
  .action(async (options: PreviewOptions) => {
    const stack = loadStack(options);
    tellUnsetSecrets(stack);
    const usage = options.usage === undefined ? undefined : readUsage(options.usage);
    const evaluation = await evaluateStack(stack);
    const review = reviewStack(stack.plan, evaluation.resources, usage);
    const perDay = await standbyCostPerDay(stack, usage, review.monthly.total);
    const shown: Shown = { stack, from: options.from, evaluation, review, perDay };
    if (options.html !== undefined) {
      const title = `Stack ${options.stack} on ${stack.plan.tier}`;
      writeHtml(options.html, { title, review, switching: switchWords(shown) });
    }
    process.stdout.write(`${textOf(options, shown)}\n`);
    await tellBudget(stack, review, usage);
  });

/** On standard error, so that what is printed for programs stays whole. */
async function tellBudget(stack: LoadedStack, review: CostReview, usage?: UsageFile): Promise<void> {
  const warning = await budgetWarning(stack, review, usage);
  if (warning === undefined) return;
  process.stderr.write(`\n${warning}\n`);
  if (stack.plan.budget?.enforce) process.exitCode = exitCodes.overBudget;
}

interface Shown {
  readonly stack: LoadedStack;
  readonly from: StackOptions["from"];
  readonly evaluation: Evaluation;
  readonly review: CostReview;
  /** What stands by costs so much a day, in US dollars. */
  readonly perDay: number | undefined;
}

/** What a switch does, and what its standbys cost. */
function switchWords({ stack: { switching }, from, perDay }: Shown): string | undefined {
  if (!switching) return undefined;
  const words = switchText(switching, perDay === undefined ? undefined : `$${money(perDay)}`);
  // Beside a box both would be possible.
  return from === "compose" && switching.databases.from === "rds"
    ? `${words}\nAssumed: the databases are on RDS already, because database is rds. --deployed FILE shows where they are.`
    : words;
}

function textOf(options: PreviewOptions, shown: Shown): string {
  const { stack, evaluation, review, perDay } = shown;
  const { plan } = stack;
  if (options.json) return JSON.stringify(previewDocument(stack, evaluation, review, perDay), null, 2);
  if (options.markdown) return markdownOf(shown);
  const parts = [
    previewText(plan, evaluation),
    switchWords(shown),
    renderText(review),
    sizeAdvice(plan, review),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function markdownOf(shown: Shown): string {
  const words = switchWords(shown);
  const review = renderMarkdown(shown.review);
  return words === undefined ? review : `\`\`\`\n${words}\n\`\`\`\n\n${review}`;
}

void runCommand(command);
