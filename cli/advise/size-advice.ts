import { adviceLine } from "../../cost/advice/review-line";
import { smallerMachineText } from "../../cost/smaller-machine";
import type { CostReview } from "../../cost/types";
import { computeName, databaseName } from "../../plan/place-names";
import type { Plan } from "../../plan/types";
import { keptAdvice } from "./kept-advice";

/**
 * What the cost review ends with about the machine's size, from what is known here: the last measured advice; where that does not
 * hold, what the apps' memory limits alone say.
 */
export function sizeAdvice(plan: Plan, review: CostReview, now = new Date()): string | undefined {
  const kept = keptAdvice(plan.stack);
  const places = { apps: computeName(plan), databases: databaseName(plan) };
  const measured = kept && adviceLine(kept, places, plan.advice.staleDays, now);
  const guessed = measured?.holds ? undefined : smallerMachineText(plan.box, review);
  const lines = [guessed, measured?.text].filter((line) => line !== undefined);
  return lines.length > 0 ? lines.join("\n") : undefined;
}
