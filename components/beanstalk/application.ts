import * as pulumi from "@pulumi/pulumi";
import * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import * as iam from "@pulumi/aws/iam";
import { allow, assumeRolePolicy } from "../policy";
import { tags } from "../tags";

/** Versions that can be gone back to. An account may have 1,000 in a region, of all applications together. */
const keptVersions = 50;
/** What Beanstalk needs to see the environment's health; AWS adds to it when the service changes. */
const healthPolicy = "arn:aws:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth";

export interface ApplicationArgs {
  readonly stack: string;
  readonly region: string;
  readonly account: pulumi.Output<string>;
  /** Its name in AWS. */
  readonly application: string;
}

export interface Application {
  readonly name: pulumi.Output<string>;
  readonly serviceRoleArn: pulumi.Output<string>;
  /** For what must come after it. */
  readonly ready: readonly pulumi.Resource[];
}

/** The application that holds versions and environments, and the role that Beanstalk works with. */
export function createApplication(args: ApplicationArgs, parent: pulumi.Resource): Application {
  const { stack, application } = args;
  const role = new iam.Role(
    "beanstalk",
    { assumeRolePolicy: assumeRolePolicy("elasticbeanstalk.amazonaws.com"), tags: tags(stack, "beanstalk") },
    { parent },
  );
  const health = new iam.RolePolicyAttachment(
    "beanstalk-health",
    { role: role.name, policyArn: healthPolicy },
    { parent },
  );
  const lifecycle = createLifecyclePolicy(role, args, parent);
  const { name } = new elasticbeanstalk.Application(
    "apps",
    {
      name: application,
      description: `Ladder stack ${stack}`,
      // The zips stay in the bucket: they are small, and deleting them would need rights on it.
      appversionLifecycle: { serviceRole: role.arn, maxCount: keptVersions, deleteSourceFromS3: false },
      tags: tags(stack, "apps"),
    },
    { parent, dependsOn: [lifecycle] },
  );
  return { name, serviceRoleArn: role.arn, ready: [health, lifecycle] };
}

function createLifecyclePolicy(
  role: iam.Role,
  { region, account, application }: ApplicationArgs,
  parent: pulumi.Resource,
): iam.RolePolicy {
  const versions = pulumi.interpolate`arn:aws:elasticbeanstalk:${region}:${account}:applicationversion/${application}/*`;
  const policy = allow([
    { sid: "OldVersions", actions: ["elasticbeanstalk:DeleteApplicationVersion"], resources: [versions] },
  ]);
  return new iam.RolePolicy("beanstalk", { role: role.id, policy }, { parent });
}
