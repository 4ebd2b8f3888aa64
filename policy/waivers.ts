/** Why something may break a rule, and when that was decided. */
export interface Waiver {
  readonly reason: string;
  /** YYYY-MM-DD. */
  readonly since: string;
}

/** A statement that may name every resource: this Sid with exactly these actions. */
export interface StarWaiver extends Waiver {
  readonly sid: string;
  readonly actions: readonly string[];
}

export const starWaivers: readonly StarWaiver[] = [
  {
    sid: "Agent",
    since: "2026-11-21",
    reason:
      "what AWS's own AmazonSSMManagedInstanceCore grants Systems Manager's agent, without its reading of parameters: " +
      "the channels have no resource ARN, and the instance's id is not known when its role is made",
    actions: [
      "ssm:UpdateInstanceInformation",
      "ssm:GetDocument",
      "ssm:DescribeDocument",
      "ssm:ListAssociations",
      "ssm:ListInstanceAssociations",
      "ssm:UpdateAssociationStatus",
      "ssm:UpdateInstanceAssociationStatus",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
      "ec2messages:AcknowledgeMessage",
      "ec2messages:DeleteMessage",
      "ec2messages:FailMessage",
      "ec2messages:GetEndpoint",
      "ec2messages:GetMessages",
      "ec2messages:SendReply",
    ],
  },
  {
    sid: "Exec",
    since: "2026-11-21",
    reason: "the channels of a shell in a task have no resource ARN",
    actions: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
  },
  {
    sid: "LookUp",
    since: "2026-11-21",
    reason:
      "lists of what AWS offers and what runs, and the token for the registry, accept no resource ARN or need all",
    actions: [
      "ec2:DescribeInstanceTypeOfferings",
      "ecr:GetAuthorizationToken",
      "elasticbeanstalk:ListAvailableSolutionStacks",
      "rds:DescribeDBEngineVersions",
      "rds:DescribeDBInstances",
    ],
  },
  {
    sid: "Answer",
    since: "2026-11-21",
    reason: "ssm:GetCommandInvocation accepts no resource ARN",
    actions: ["ssm:GetCommandInvocation"],
  },
  {
    sid: "Group",
    since: "2026-11-21",
    reason:
      "the ARN of a group holds an id that only AWS knows before the group's name, which is given in full",
    actions: ["autoscaling:UpdateAutoScalingGroup"],
  },
  {
    sid: "ExecLogGroups",
    since: "2026-11-21",
    reason: "logs:DescribeLogGroups accepts no narrower resource than all groups",
    actions: ["logs:DescribeLogGroups"],
  },
  {
    sid: "OwnFigures",
    since: "2026-11-21",
    reason: "cloudwatch:PutMetricData accepts no resource ARN; a condition names the one namespace",
    actions: ["cloudwatch:PutMetricData"],
  },
  {
    sid: "RegistryLogin",
    since: "2026-11-21",
    reason: "ecr:GetAuthorizationToken accepts no resource ARN",
    actions: ["ecr:GetAuthorizationToken"],
  },
];

/** Policies made by AWS that may be attached, with the reason. Their text is not ours, so no other rule can judge it. */
/** One of AWS's own policies; `of`: for the attachment of this logical name alone. */
export interface AwsPolicyWaiver extends Waiver {
  readonly of?: string;
}

export const awsPolicyWaivers: Readonly<Record<string, AwsPolicyWaiver>> = {
  "arn:aws:iam::aws:policy/AdministratorAccess": {
    since: "2026-11-21",
    of: "deploy",
    reason:
      "workflows that deploy make roles and give them rights, which is all power whatever else is left out; one branch of one " +
      "repository may take the role (docs/deploying.md)",
  },
  "arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole": {
    since: "2026-11-21",
    reason: "what Data Lifecycle Manager needs for snapshots; AWS adds to it when the service changes",
  },
  "arn:aws:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth": {
    since: "2026-11-21",
    reason:
      "what Elastic Beanstalk needs to see the health of its instances; AWS adds to it when the service changes",
  },
  "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole": {
    since: "2026-11-21",
    reason:
      "what a function needs to stand in a VPC and write its log; its network interfaces have no ARN before they exist",
  },
};

/** Repositories, by logical name, whose tags may be pushed again, with the reason. */
export const mutableTagWaivers: Readonly<Record<string, Waiver>> = {
  images: {
    since: "2026-11-21",
    reason:
      "ECR refuses an immutable tag also for the same image, so a reverted folder or a killed `up` could never be pushed " +
      "again; the box names images by digest (docs/decisions/image-tags.md)",
  },
};
