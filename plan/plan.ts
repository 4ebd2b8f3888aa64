import type { Settings } from "../settings/schema";
import { stackPlan } from "./stack-plan";
import { noMemory } from "./switching/memory";
import type { Facts } from "./tier-plan";
import type { Plan } from "./types";

/** The plan of a stack that was never deployed: one tier. Throws SettingsError when the apps cannot run as described. */
export function makePlan(settings: Settings, facts: Facts): Plan {
  return stackPlan(settings, facts, noMemory).serving;
}
