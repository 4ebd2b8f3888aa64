import { money } from "../../cost/render/format";
import { switchText } from "../../plan/switching/switch-text";
import type { Tier } from "../../settings/schema";
import { exampleDomain } from "../load-with-domain";
import { loadStack } from "../load-stack";
import { standbyCostPerDay } from "../switching/standby-cost";
import { withMadePart } from "./made-part";

/** The guide with what the preview says of the prod example's switches, up and down. */
export async function guideWithSwitches(text: string): Promise<string> {
  const [up, down] = [await words("compose", "beanstalk"), await words("beanstalk", "compose")];
  const shown = [up, down].join("\n\n");
  const part = `\`\`\`\n${shown}\n\`\`\``;
  return withMadePart(text, part, { name: "switches", file: "docs/switching.md" });
}

async function words(from: Tier, tier: Tier): Promise<string> {
  const set = [`domain=${exampleDomain}`];
  const stack = loadStack({ stack: "prod", tier, from, set });
  if (!stack.switching) throw new RangeError(`nothing changes from ${from} to ${tier}`);
  const daily = await standbyCostPerDay(stack);
  return switchText(stack.switching, daily === undefined ? undefined : `$${money(daily)}`);
}
