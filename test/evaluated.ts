import { evaluate, type Evaluation, type OutputMode } from "../cli/evaluate/evaluate";
import { loadStack, project } from "../cli/load-stack";
import type { Plan } from "../plan/types";
import type { Tier } from "../settings/schema";

export interface EvaluatedStack extends Evaluation {
  readonly plan: Plan;
}

/** A committed stack, with changes, evaluated as `npm run preview` does it; `from`: as a switch from that tier. */
export async function evaluated(
  stack: string,
  set: readonly string[] = [],
  outputs?: OutputMode,
  from?: Tier,
): Promise<EvaluatedStack> {
  const { plan, region, config, deployed } = loadStack({ stack, set, from });
  const evaluation = await evaluate({
    project,
    stack,
    region,
    config,
    secretKeys: [`${project}:secrets`],
    outputs,
    deployed,
  });
  return { plan, ...evaluation };
}
