import type { StackValidationPolicy } from "@pulumi/policy";
import type { Rule } from "../../policy/rule";
import { sentence } from "../../policy/sentence";
import type { JudgedStack } from "./judged-stack";

/** A rule as Pulumi knows it. */
export function rulePolicy(rule: Rule, judged: JudgedStack): StackValidationPolicy {
  return {
    name: rule.name,
    description: sentence(rule),
    remediationSteps: rule.remedy,
    url: rule.source.split(" ")[0] ?? rule.source,
    validateStack: ({ resources }, report) => {
      for (const { rule: broken, resource } of judged.for(rule.name, resources).violations)
        if (broken === rule) report("", resource.urn);
    },
  };
}
