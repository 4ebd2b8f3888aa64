import { renderMarkdown } from "../cost/render/markdown";
import { renderText } from "../cost/render/text";
import type { CostReview } from "../cost/types";
import type { Plan } from "../plan/types";
import { evaluate, type Evaluation } from "./evaluate/evaluate";
import { loadStack, project, type StackOptions } from "./load-stack";
import { previewDocument } from "./preview-document";
import { previewText } from "./preview-text";
import { runCommand } from "./run-command";
import { stackCommand } from "./stack-options";
import { stackReview } from "./stack-review";

interface PreviewOptions extends StackOptions {
  readonly json?: true;
  readonly markdown?: true;
}

const command = stackCommand("preview", "Shows what a stack consists of and what it costs, without an account.")
  .option("--json", "print one JSON document and nothing else")
  .option("--markdown", "print the cost review for a pull request comment")
  .action(async (options: PreviewOptions) => {
    const { plan, region, config } = loadStack(options);
    const evaluation = await evaluate({
      project,
      stack: plan.stack,
      region,
      config,
      secretKeys: [`${project}:secrets`],
    });
    const review = stackReview(plan, evaluation.resources);
    process.stdout.write(`${shown(options, plan, evaluation, review)}\n`);
  });

function shown(options: PreviewOptions, plan: Plan, evaluation: Evaluation, review: CostReview): string {
  if (options.json) return JSON.stringify(previewDocument(plan, evaluation, review), null, 2);
  if (options.markdown) return renderMarkdown(review);
  return `${previewText(plan, evaluation)}\n\n${renderText(review)}`;
}

void runCommand(command);
