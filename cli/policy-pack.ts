import { PolicyPack, type PolicyPackArgs } from "@pulumi/policy";
import { rules } from "../policy/rules";
import { JudgedStack } from "./policy-pack/judged-stack";
import { rulePolicy } from "./policy-pack/rule-policy";
import { SeenInputs } from "./policy-pack/seen-inputs";
import { waitingPolicy } from "./policy-pack/waiting-policy";

/**
 * The rules of policy/ for `pulumi preview --policy-pack policy`. Each can be set to another level, or off, by its name:
 * https://www.pulumi.com/docs/iac/using-pulumi/crossguard/configuration/
 */
function policyPack(): PolicyPackArgs {
  const seen = new SeenInputs();
  const judged = new JudgedStack(seen);
  return {
    description: "The security rules of Ladder",
    enforcementLevel: "mandatory",
    policies: [seen.policy, ...rules.map((rule) => rulePolicy(rule, judged)), waitingPolicy(judged)],
  };
}

// Starts to serve: Pulumi reads the port from standard output.
new PolicyPack("ladder", policyPack());
