import type { Settings, Tier } from "../settings/schema";
import { deployedFrom, type DeployedStack } from "./deployed";
import { fixedSettingProblems } from "./fixed-settings";
import { stackPlan } from "./stack-plan";
import { declaredParts } from "./switching/declared";
import { refuseDamagedMemory } from "./switching/damaged-memory";
import { knownSize } from "./switching/known-size";
import { refusedLoss } from "./switching/lost-data";
import { memoryFrom } from "./switching/memory";
import { switchPlan, tierBefore } from "./switching/steps";
import { stillVisited } from "./switching/still-visited";
import { swappedShare } from "./switching/swapped-share";

type Facts = Omit<Parameters<typeof stackPlan>[1], "priorities" | "databaseMajor">;

/**
 * What an update makes of a deployed stack, and what it changes about who serves and where the data is. `factsOf` reads the
 * outside for the tiers that run. Throws SettingsError, or StateError when nobody can tell what is deployed.
 */
export function planUpdate(
  settings: Settings,
  deployed: DeployedStack,
  factsOf: (tiers: readonly Tier[]) => Facts,
) {
  refuseDamagedMemory(deployed);
  const memory = memoryFrom(deployed.resources);
  const before = deployedFrom(deployed.resources);
  const facts = factsOf(declaredParts(settings, memory).computes);
  const { priorities, databaseMajor } = before;
  const plan = stackPlan(settings, { ...facts, priorities, databaseMajor }, memory, (serving) => [
    ...fixedSettingProblems(serving, before),
    ...swappedShare(settings, serving.stack, deployed),
    ...stillVisited(settings, serving.stack, deployed, memory),
    ...refusedLoss(settings, serving.stack, deployed.resources, memory),
  ]);
  const { outputs, resources } = deployed;
  const size = knownSize(resources, memory.dataAt);
  return {
    plan,
    before,
    switching: switchPlan(plan, { memory, tier: tierBefore(outputs), resources, size }),
  };
}
