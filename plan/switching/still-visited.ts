import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import type { DeployedStack } from "../deployed";
import { configCommand } from "../../settings/config-command";
import { sharesIn } from "./shares";
import { tierBefore } from "./steps";

/**
 * The first update of a retirement may take a tier's databases home, and removes its machines, while names point at it until
 * the end: an update before has to send its visitors elsewhere. A box stays for that update.
 */
export function stillVisited(
  { tier, retire }: Pick<Settings, "tier" | "retire">,
  stack: string,
  { outputs, resources }: DeployedStack,
): readonly Problem[] {
  if (retire === undefined || retire === "rds" || retire === "compose" || retire === tier) return [];
  const share = sharesIn(resources)[retire] ?? 0;
  if (share === 0 && tierBefore(outputs) !== retire) return [];
  return [
    {
      path: "retire",
      problem: `visitors are still sent to ${retire}, which would lose its databases or machines before they go elsewhere`,
      got: retire,
      allowed: "a part without visitors",
      hint: `${configCommand(stack, "rm retire")}, then pulumi up; retire it afterwards`,
    },
  ];
}
