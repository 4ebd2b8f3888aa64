import { evaluate } from "./evaluate/evaluate";
import { loadStack, project, type StackOptions } from "./load-stack";
import { previewDocument } from "./preview-document";
import { previewText } from "./preview-text";
import { runCommand } from "./run-command";
import { stackCommand } from "./stack-options";

const command = stackCommand(
  "preview",
  "Shows what a stack consists of, without an account and without Pulumi.",
)
  .option("--json", "print one JSON document and nothing else")
  .action(async (options: StackOptions & { readonly json?: true }) => {
    const { plan, region, config } = loadStack(options);
    const evaluation = await evaluate({
      project,
      stack: plan.stack,
      region,
      config,
      secretKeys: [`${project}:secrets`],
    });
    const text = options.json
      ? JSON.stringify(previewDocument(plan, evaluation), null, 2)
      : previewText(plan, evaluation);
    process.stdout.write(`${text}\n`);
  });

void runCommand(command);
