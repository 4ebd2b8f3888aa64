import { each, records, type Resource, type Rule } from "../rule";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html, API_SecurityGroupRuleRequest.html */
const ofGroups = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** What AWS takes as a description where it does not take every text; an apostrophe is refused at `up`, after a fine preview. */
const taken: Readonly<Record<string, RegExp>> = {
  "aws:ec2/securityGroup:SecurityGroup": ofGroups,
  "aws:ec2/securityGroupRule:SecurityGroupRule": ofGroups,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ofGroups,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ofGroups,
  // https://docs.aws.amazon.com/dlm/latest/APIReference/API_CreateLifecyclePolicy.html
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": /^[0-9A-Za-z _-]{1,500}$/,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  "aws:iam/role:Role": /^[\t\n\r\x20-\x7e\xa1-\xff]{0,1000}$/,
};

export const descriptionRules: readonly Rule[] = [
  each(
    Object.keys(taken),
    {
      id: "ladder-descriptions",
      title: "descriptions have only characters that AWS takes",
      reason: "AWS refuses others at up, after a fine preview.",
      remedy: "Use letters, digits, spaces and . _ - only.",
      source: "docs/decisions/policy-pack.md",
    },
    isTaken,
  ),
];

function isTaken({ type, inputs }: Resource): boolean {
  const pattern = taken[type];
  if (!pattern) return true;
  const inline = ["ingress", "egress"].flatMap((key) =>
    records<{ readonly description: unknown }>(inputs[key]),
  );
  return [inputs, ...inline].every(
    ({ description }) => description === undefined || pattern.test(String(description)),
  );
}
