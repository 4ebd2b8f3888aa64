import type { StackValidationPolicy } from "@pulumi/policy";
import { laterText } from "../guard/rules-text";
import type { JudgedStack } from "./judged-stack";

const name = "rules-judged-at-up";

/** Says in one line what no answer could be given to. Never stops anything. */
export function waitingPolicy(judged: JudgedStack): StackValidationPolicy {
  return {
    name,
    description:
      "Some answers wait for values that only AWS can give; `pulumi up --policy-pack policy` gives them.",
    enforcementLevel: "advisory",
    validateStack: ({ resources }, report) => {
      const { unjudged } = judged.for(name, resources);
      if (unjudged.length > 0) report(laterText(unjudged));
    },
  };
}
