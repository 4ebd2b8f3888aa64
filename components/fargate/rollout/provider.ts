import { openEcs } from "../calls/ecs-calls";
import { lastLines } from "../calls/task-log";
import { surroundings } from "../calls/waiting";
import type { RolloutInputs } from "./inputs";
import { rollOut } from "./roll-out";

/** Whatever makes ECS start a deployment; the other inputs only say how to look. */
export function diff(before: Partial<RolloutInputs>, inputs: RolloutInputs): { changes: boolean } {
  return {
    changes:
      before.taskDefinition !== inputs.taskDefinition ||
      before.service !== inputs.service ||
      before.shape !== inputs.shape,
  };
}

export async function create(inputs: RolloutInputs): Promise<{ id: string; outs: RolloutInputs }> {
  return { id: inputs.app, ...(await update(inputs)) };
}

export async function update(inputs: RolloutInputs): Promise<{ outs: RolloutInputs }> {
  const lines = (arn: string, count: number) => lastLines(inputs, arn, count, surroundings.sleep);
  await rollOut(inputs, openEcs(inputs), lines, surroundings);
  return { outs: inputs };
}
