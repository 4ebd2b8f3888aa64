import type { StackValidationPolicy } from "@pulumi/policy";
import { rules } from "../../policy/rules";
import { laterText } from "../guard/rules-text";
import { judgedStack } from "./judged-stack";
import type { SeenInputs } from "./seen-inputs";

/** Says in one line what no answer could be given to. Never stops anything. */
export function waitingPolicy(seen: SeenInputs): StackValidationPolicy {
  return {
    name: "rules-judged-at-up",
    description:
      "Some answers wait for values that only AWS can give; `pulumi up --policy-pack policy` gives them.",
    enforcementLevel: "advisory",
    validateStack: ({ resources }, report) => {
      const { unjudged } = judgedStack(rules, resources, seen);
      if (unjudged.length > 0) report(laterText(unjudged));
    },
  };
}
