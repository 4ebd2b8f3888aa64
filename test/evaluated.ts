import { evaluate, type Evaluation, type OutputMode } from "../cli/evaluate/evaluate";
import { loadStack, project } from "../cli/load-stack";
import type { Plan } from "../plan/types";

export interface EvaluatedStack extends Evaluation {
  readonly plan: Plan;
}

/** A committed stack, with changes, evaluated as `npm run preview` does it. */
export async function evaluated(
  stack: string,
  set: readonly string[] = [],
  outputs?: OutputMode,
): Promise<EvaluatedStack> {
  const { plan, region, config } = loadStack({ stack, set });
  const evaluation = await evaluate({
    project,
    stack,
    region,
    config,
    secretKeys: [`${project}:secrets`],
    outputs,
  });
  return { plan, ...evaluation };
}
