import type { Tier } from "../../settings/schema";
import type { StackPlan } from "../stack-plan-types";
import type { SwitchStep } from "./steps";

type Planned = Pick<StackPlan, "state" | "serving" | "declared">;

/** A tier that was given up goes last: only the next update knows that its workers have ended. */
export function heldStep({ state, serving, declared }: Planned): SwitchStep | undefined {
  const { heldBy } = declared.workers;
  const workers = workersOf(state);
  if (heldBy.length === 0 || workers.length === 0) return undefined;
  return {
    what: "standby",
    text: `Workers start nowhere yet: ${heldBy.join(" and ")} may run them until this update has removed it. The next \`pulumi up\` starts them on ${serving.tier}: ${workers.join(", ")}.`,
  };
}

export function standbyStep(tier: Tier, { state }: Pick<Planned, "state">): SwitchStep | undefined {
  const workers = workersOf(state);
  if (workers.length === 0) return undefined;
  return {
    what: "standby",
    text: `Workers stop on ${tier}, because they run on exactly one tier: ${workers.join(", ")}.`,
  };
}

function workersOf({ apps }: StackPlan["state"]): readonly string[] {
  return apps.filter(({ kind }) => kind === "worker").map(({ name }) => name);
}
