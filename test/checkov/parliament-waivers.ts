export interface PolicyWaiver {
  /** What parliament calls the finding. */
  readonly issue: string;
  /** What it says of it, as JSON: the actions, mostly. */
  readonly detail: string;
  readonly reason: string;
}

/** What parliament finds in policies and may, each with the reason. A test fails for one that nothing needs. */
export const policyWaivers: readonly PolicyWaiver[] = [
  {
    issue: "CREDENTIALS_EXPOSURE",
    detail: '["ecr:getauthorizationtoken"]',
    reason:
      "images are pulled with it; the token may do no more than the role, which reads its own repository",
  },
  {
    issue: "MISMATCHED_TYPE_BUT_USABLE",
    detail: '"Type mismatch: StringEquals requires a value of type String but given Arn"',
    reason:
      "an access point as AWS writes it, compared letter by letter: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html",
  },
  {
    issue: "PERMISSIONS_MANAGEMENT_ACTIONS",
    detail: '["iam:passrole"]',
    reason:
      "who starts a task gives it its roles: two by name, to ECS tasks alone (policy/rules/iam.ts); the mutations of that rule are tested",
  },
  {
    issue: "RESOURCE_MISMATCH",
    detail: '[{"action":"ssm:GetParameter","required_format":"arn:*:ssm:*:*:parameter/*"}]',
    reason:
      "parameters of AWS belong to no account: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html",
  },
  {
    issue: "RESOURCE_STAR",
    detail: '["rds:DescribeDBInstances"]',
    reason: "statement LookUp, waived in policy/waivers.ts: the last part of a server's name is AWS's",
  },
  {
    issue: "RESOURCE_STAR",
    detail:
      '["ssm:DescribeDocument","ssm:GetDocument","ssm:UpdateAssociationStatus","ssm:UpdateInstanceAssociationStatus"]',
    reason: "statement Agent, waived in policy/waivers.ts: what AWS grants Systems Manager's agent",
  },
];
