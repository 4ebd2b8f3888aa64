import * as pulumi from "@pulumi/pulumi";
import * as iam from "@pulumi/aws/iam";
import { boxParameter, parameterRoot } from "../../plan/names";
import { namedRepositories } from "../../plan/ecr-repository";
import type { Plan } from "../../plan/types";
import { figuresStatement } from "../backup-rights";
import { agentStatement, pullStatements } from "../box-role";
import type { Files } from "../files";
import { allow, assumeRolePolicy, type Statement } from "../policy";
import { tags } from "../tags";

/** Where an instance writes down which version of an app has migrated its database. */
const migrationsPrefix = "state/migrations/";

export interface InstanceRoleArgs {
  readonly plan: Plan;
  readonly account: pulumi.Output<string>;
  /** Names in AWS. */
  readonly application: string;
  readonly environment: string;
  readonly bundleBucketArn: pulumi.Output<string>;
  readonly repositoryArn: pulumi.Output<string>;
  readonly files?: Files;
}

/** Role and profile of the instances; returns the profile's name, available once the policy is attached. */
export function createInstanceRole(args: InstanceRoleArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { stack } = args.plan;
  const role = new iam.Role(
    "instances",
    { assumeRolePolicy: assumeRolePolicy("ec2.amazonaws.com"), tags: tags(stack, "instances") },
    { parent },
  );
  const policy = new iam.RolePolicy(
    "instances",
    { role: role.id, policy: allow([...platformStatements(args), ...ownStatements(args)]) },
    { parent },
  );
  const profile = new iam.InstanceProfile(
    "instances",
    { role: role.name, tags: tags(stack, "instances") },
    { parent, dependsOn: [policy] },
  );
  return profile.name;
}

/**
 * What the platform needs. Narrower than AWS's own AWSElasticBeanstalkWebTier, which reads the buckets and writes the logs
 * of every environment of the account. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles-instance.html
 */
function platformStatements({
  plan,
  account,
  application,
  environment,
}: InstanceRoleArgs): readonly Statement[] {
  const { region } = plan;
  const bucket = pulumi.interpolate`arn:aws:s3:::elasticbeanstalk-${region}-${account}`;
  const beanstalk = pulumi.interpolate`arn:aws:elasticbeanstalk:${region}:${account}`;
  return [
    agentStatement,
    {
      sid: "PlatformFiles",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: [pulumi.interpolate`${bucket}/resources/*`],
    },
    { sid: "PlatformBucket", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [bucket] },
    {
      sid: "PlatformLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [
        pulumi.interpolate`arn:aws:logs:${region}:${account}:log-group:/aws/elasticbeanstalk/${environment}/*`,
      ],
    },
    {
      sid: "PlatformHealth",
      actions: ["elasticbeanstalk:PutInstanceStatistics"],
      resources: [
        pulumi.interpolate`${beanstalk}:application/${application}`,
        pulumi.interpolate`${beanstalk}:environment/${application}/${environment}`,
      ],
    },
  ];
}

/** What the programs in the bundle need. */
function ownStatements(args: InstanceRoleArgs): readonly Statement[] {
  const { plan, account, files, bundleBucketArn } = args;
  const parameters = pulumi.interpolate`arn:aws:ssm:${plan.region}:${account}:parameter`;
  return [
    {
      sid: "OwnSecrets",
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [
        pulumi.interpolate`${parameters}${parameterRoot(plan.stack)}/apps/*`,
        ...(plan.homes.cache === "box"
          ? [pulumi.interpolate`${parameters}${boxParameter(plan.stack, "REDIS_PASSWORD")}`]
          : []),
      ],
    },
    {
      sid: "OwnBundles",
      actions: ["s3:GetObject"],
      resources: [pulumi.interpolate`${bundleBucketArn}/*`],
    },
    ...migrationStatements(bundleBucketArn),
    ...(plan.alerts?.figures ? [figuresStatement] : []),
    ...pullStatements([args.repositoryArn, ...namedRepositories(plan.apps)]),
    ...(files ? [mountStatement(files)] : []),
  ];
}

/** Without the right to list, S3 answers for a record that is not there as for one that may not be read. */
function migrationStatements(bucketArn: pulumi.Output<string>): readonly Statement[] {
  return [
    {
      sid: "Migrations",
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/${migrationsPrefix}*`],
    },
    {
      sid: "FindMigrations",
      actions: ["s3:ListBucket"],
      resources: [bucketArn],
      condition: { StringLike: { "s3:prefix": `${migrationsPrefix}*` } },
    },
  ];
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
function mountStatement({ arn, accessPoints }: Files): Statement {
  const points = Object.values(accessPoints).map((point) => point.arn);
  return {
    sid: "Files",
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    resources: [arn],
    condition: { StringEquals: { "elasticfilesystem:AccessPointArn": points } },
  };
}
