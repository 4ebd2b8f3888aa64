import * as pulumi from "@pulumi/pulumi";
import * as iam from "@pulumi/aws/iam";
import { parameterRoot } from "../plan/names";
import { backupStatements, figuresStatement, otherBackupStatements } from "./backup-rights";
import { allow, assumeRolePolicy, type Statement } from "./policy";
import { tags } from "./tags";

/**
 * What Systems Manager's agent needs. Not AmazonSSMManagedInstanceCore: that one may read every parameter of the account.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
const agentActions = [
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
] as const;

/** Lets Systems Manager run commands and open shells. */
export const agentStatement: Statement = { sid: "Agent", actions: agentActions, resources: ["*"] };

export interface BoxRoleArgs {
  readonly stack: string;
  readonly region: string;
  readonly account: pulumi.Output<string>;
  readonly bundleBucketArn: pulumi.Output<string>;
  readonly backupBucketArn: pulumi.Output<string>;
  /** Whether it keeps PostgreSQL's log for point-in-time recovery. */
  readonly keepsLog: boolean;
  /** Names of backup buckets of other stacks, to be restored here. */
  readonly otherBackupBuckets: readonly string[];
  /** Whether it sends figures for alarms. */
  readonly figures: boolean;
  /** Repository of the images that the stack builds. */
  readonly repositoryArn: pulumi.Output<string>;
  /** ARNs of those that images of apps come from. */
  readonly namedRepositories: readonly string[];
}

/** Role and profile of the box; returns the profile's name, which is available once the policy is attached. */
export function createBoxRole(args: BoxRoleArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const role = new iam.Role(
    "box",
    { assumeRolePolicy: assumeRolePolicy("ec2.amazonaws.com"), tags: tags(args.stack, "box") },
    { parent },
  );
  const policy = new iam.RolePolicy("box", { role: role.id, policy: allow(boxStatements(args)) }, { parent });
  const profile = new iam.InstanceProfile(
    "box",
    { role: role.name, tags: tags(args.stack, "box") },
    { parent, dependsOn: [policy] },
  );
  return profile.name;
}

/** Everything the box may do. */
export function boxStatements(args: BoxRoleArgs): readonly Statement[] {
  const parameters = pulumi.interpolate`arn:aws:ssm:${args.region}:${args.account}:parameter${parameterRoot(args.stack)}`;
  const bundles = pulumi.interpolate`${args.bundleBucketArn}/*`;
  return [
    agentStatement,
    {
      sid: "OwnParameters",
      actions: ["ssm:GetParameters"],
      resources: [pulumi.interpolate`${parameters}/*`],
    },
    { sid: "OwnBundle", actions: ["s3:GetObject"], resources: [bundles] },
    ...backupStatements(args.backupBucketArn, args.keepsLog),
    ...otherBackupStatements(args.otherBackupBuckets),
    ...(args.figures ? [figuresStatement] : []),
    ...pullStatements([args.repositoryArn, ...args.namedRepositories]),
  ];
}

/** Pulling images from the stack's repository and from those that apps name in ECR. */
export function pullStatements(repositoryArns: readonly pulumi.Input<string>[]): readonly Statement[] {
  if (repositoryArns.length === 0) return [];
  return [
    { sid: "RegistryLogin", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullOwnImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      resources: repositoryArns,
    },
  ];
}
