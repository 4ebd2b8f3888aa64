import type { StackPlan } from "../stack-plan-types";
import type { Part } from "./memory";
import { updatesOfRetirement } from "./retire-steps";

/** What `retire` would remove of a part, in the last of so many updates. */
export interface Retirement {
  readonly part: Part;
  readonly updates: "two" | "three";
  readonly removes: readonly string[];
}

/** `dataAt`: where this update leaves the databases. */
export function retirementOf(
  { retirable, declared }: Pick<StackPlan, "retirable" | "declared">,
  dataAt: "box" | "rds" | undefined,
): readonly Retirement[] {
  const managed = declared.kept.filter((part) => part !== "compose");
  const home = dataAt === "rds" ? ", after the databases moved home" : "";
  return retirable.map(({ part, rds, others }) => ({
    part,
    updates: updatesOfRetirement(part, managed, dataAt),
    removes: [...others, ...(rds ? [`RDS, with a last snapshot${home}`] : [])],
  }));
}
