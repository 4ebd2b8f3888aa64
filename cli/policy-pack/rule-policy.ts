import type { StackValidationPolicy } from "@pulumi/policy";
import type { Rule } from "../../policy/rule";
import { sentence } from "../../policy/sentence";
import { judgedStack } from "./judged-stack";
import type { SeenInputs } from "./seen-inputs";

/** A rule as Pulumi knows it. */
export function rulePolicy(rule: Rule, seen: SeenInputs): StackValidationPolicy {
  return {
    name: rule.name,
    description: sentence(rule),
    remediationSteps: rule.remedy,
    url: rule.source.split(" ")[0] ?? rule.source,
    validateStack: ({ resources }, report) => {
      for (const { resource } of judgedStack([rule], resources, seen).violations) report("", resource.urn);
    },
  };
}
