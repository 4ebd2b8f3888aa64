import { switchText } from "../../plan/switching/switch-text";
import type { Tier } from "../../settings/schema";
import { exampleDomain } from "../load-with-domain";
import { loadStack } from "../load-stack";
import { withMadePart } from "./made-part";

/** The guide with what the preview says of the prod example's switches, up and down. */
export function guideWithSwitches(text: string): string {
  const shown = [words("compose", "beanstalk"), words("beanstalk", "compose")].join("\n\n");
  const part = `\`\`\`\n${shown}\n\`\`\``;
  return withMadePart(text, part, { name: "switches", file: "docs/switching.md" });
}

function words(from: Tier, tier: Tier): string {
  const set = [`domain=${exampleDomain}`];
  const { switching } = loadStack({ stack: "prod", tier, from, set });
  if (!switching) throw new RangeError(`nothing changes from ${from} to ${tier}`);
  return switchText(switching);
}
