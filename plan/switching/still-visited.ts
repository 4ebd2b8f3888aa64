import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import type { DeployedStack } from "../deployed";
import { configCommand } from "../../settings/config-command";
import { isBuilt, type Memory } from "./memory";
import { sharesIn } from "./shares";
import { tierBefore } from "./steps";

/**
 * A tier serves until an update has sent its visitors elsewhere: retired in that same update it would lose its databases, or
 * its machines, under them, and be no way back when the update fails.
 */
export function stillVisited(
  { tier, retire }: Pick<Settings, "tier" | "retire">,
  stack: string,
  { outputs, resources }: DeployedStack,
  memory: Memory,
): readonly Problem[] {
  // Of a tier that has not served yet, refusedSwitch says that the old one is the way back.
  if (retire === undefined || retire === "rds" || retire === tier || !isBuilt(tier, memory)) return [];
  const share = sharesIn(resources)[retire] ?? 0;
  if (share === 0 && tierBefore(outputs) !== retire) return [];
  return [
    {
      path: "retire",
      problem: `visitors are still sent to ${retire}, which serves, and is the way back, until an update with tier ${tier} has finished`,
      got: retire,
      allowed: "a part without visitors",
      hint: `${configCommand(stack, "rm retire")}, then pulumi up; retire it afterwards`,
    },
  ];
}
