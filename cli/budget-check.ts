import { text } from "node:stream/consumers";
import { withChanges } from "./load-stack";
import type { Question } from "./question";
import { reviewStack } from "../cost/stack-review";
import { budgetWarning, evaluateStack } from "./review-stack";
import { exitCodes } from "./run-command";

/** Prints what to say when the stack on standard input is over its budget, and ends with exit code 3 then. */
async function main(): Promise<void> {
  const { stack, region, raw, deployed } = JSON.parse(await text(process.stdin)) as Question;
  const loaded = withChanges(stack, { raw, region, deployed }, []);
  const { resources } = await evaluateStack(loaded);
  const warning = await budgetWarning(loaded, reviewStack(loaded.plan, resources));
  if (warning === undefined) return;
  process.stdout.write(warning);
  process.exitCode = exitCodes.overBudget;
}

void main();
