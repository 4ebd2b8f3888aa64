import { renderMarkdown } from "../cost/render/markdown";
import { renderText } from "../cost/render/text";
import type { CostReview } from "../cost/types";
import type { UsageFile } from "../cost/usage/usage-file";
import type { Plan } from "../plan/types";
import type { Evaluation } from "./evaluate/evaluate";
import { loadStack, type LoadedStack, type StackOptions } from "./load-stack";
import { previewDocument } from "./preview-document";
import { previewText } from "./preview-text";
import { writeHtml } from "./cost-output";
import { readUsage } from "./read-usage";
import { reviewStack } from "../cost/stack-review";
import { budgetWarning, evaluateStack } from "./review-stack";
import { exitCodes, runCommand } from "./run-command";
import { stackCommand } from "./stack-options";
import { tellUnsetSecrets } from "./unset-secrets";

interface PreviewOptions extends StackOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly html?: string;
  readonly usage?: string;
}

const command = stackCommand(
  "preview",
  "Shows what a stack consists of and what it costs, without an account.",
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
    if (options.html !== undefined) {
      writeHtml(options.html, { title: `Stack ${options.stack} on ${stack.plan.tier}`, review });
    }
    process.stdout.write(`${shown(options, stack.plan, evaluation, review)}\n`);
    await tellBudget(stack, review, usage);
  });

/** On standard error, so that what is printed for programs stays whole. */
async function tellBudget(stack: LoadedStack, review: CostReview, usage?: UsageFile): Promise<void> {
  const warning = await budgetWarning(stack, review, usage);
  if (warning === undefined) return;
  process.stderr.write(`\n${warning}\n`);
  if (stack.plan.budget?.enforce) process.exitCode = exitCodes.overBudget;
}

function shown(options: PreviewOptions, plan: Plan, evaluation: Evaluation, review: CostReview): string {
  if (options.json) return JSON.stringify(previewDocument(plan, evaluation, review), null, 2);
  if (options.markdown) return renderMarkdown(review);
  return `${previewText(plan, evaluation)}\n\n${renderText(review)}`;
}

void runCommand(command);
