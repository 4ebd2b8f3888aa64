import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import type { DeployedStack } from "../deployed";
import { configCommand } from "../../settings/config-command";
import { isSplit, sharesIn, sharesText } from "./shares";
import { tierBefore } from "./steps";

/**
 * `traffic` is the share of the tier that serves. Left in the settings while `tier` goes back to the one that stands by, it
 * would turn the shares round: most visitors to the tier that is left.
 */
export function swappedShare(
  { tier, traffic }: Pick<Settings, "tier" | "traffic">,
  stack: string,
  { outputs, resources }: DeployedStack,
): readonly Problem[] {
  const before = tierBefore(outputs);
  const shares = sharesIn(resources);
  // A switch that failed after its records were made goes on with the shares that they have.
  const left = before !== undefined && shares[before] === traffic && shares[tier] !== traffic;
  if (!left || before === tier || !isSplit(shares)) return [];
  return [
    {
      path: "traffic",
      problem: `visitors are split already (${sharesText(shares)}), and this would be the share of ${tier}, with the rest on ${before}`,
      got: String(traffic),
      allowed: "100 while tier changes",
      hint: `${configCommand(stack, "rm traffic")}; or leave tier ${before} and change its traffic`,
    },
  ];
}
