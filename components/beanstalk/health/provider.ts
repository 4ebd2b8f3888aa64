import { surroundings } from "../../fargate/calls/waiting";
import { awaitHealth } from "./await-health";
import { openBeanstalk } from "./beanstalk-calls";
import type { HealthInputs } from "./inputs";

/** Another version, environment or machine; the other inputs only say how to look. */
export function diff(before: Partial<HealthInputs>, inputs: HealthInputs): { changes: boolean } {
  return {
    changes:
      before.version !== inputs.version ||
      before.environmentId !== inputs.environmentId ||
      before.options !== inputs.options,
  };
}

export async function create(inputs: HealthInputs): Promise<{ id: string; outs: HealthInputs }> {
  return { id: "environment", ...(await update(inputs)) };
}

export async function update(inputs: HealthInputs): Promise<{ outs: HealthInputs }> {
  await awaitHealth(inputs, openBeanstalk(inputs), surroundings);
  return { outs: inputs };
}
