import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import { allow, assumeRolePolicy } from "../policy";
import { tags } from "../tags";

const folder = "functions/take-out";

export interface TakeOutArgs {
  readonly stack: string;
  /** An alarm calls functions of its own region only. */
  readonly regions: readonly string[];
  readonly healthCheckId: pulumi.Output<string>;
}

/** Functions that mark the health check unhealthy for good, one a region: region -> function. Its only right is that. */
export function createTakeOut(
  args: TakeOutArgs,
  parent: pulumi.Resource,
): Readonly<Record<string, lambda.Function>> {
  const names = args.regions.map((region) => `take-out-${region}`);
  const logs = args.regions.map((region, index) => createLog(args.stack, names[index] ?? "", region, parent));
  const role = createRole(args, logs, parent);
  const entries = args.regions.map((region, index) => {
    const name = names[index] ?? "";
    const made = new lambda.Function(
      name,
      {
        region,
        description: `Takes the serving tier of ladder ${args.stack} out of DNS when an alarm says so`,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: new pulumi.asset.FileArchive(folder),
        role: role.arn,
        memorySize: 128,
        timeout: 30,
        environment: { variables: { HEALTH_CHECK_ID: args.healthCheckId } },
        loggingConfig: { logFormat: "Text", logGroup: logs[index]?.name ?? "" },
        tags: tags(args.stack, name),
      },
      { parent, dependsOn: [role.policy] },
    );
    return [region, made] as const;
  });
  return Object.fromEntries(entries);
}

function createLog(stack: string, name: string, region: string, parent: pulumi.Resource) {
  return new cloudwatch.LogGroup(name, { region, retentionInDays: 30, tags: tags(stack, name) }, { parent });
}

function createRole(
  { stack, healthCheckId }: TakeOutArgs,
  logs: readonly cloudwatch.LogGroup[],
  parent: pulumi.Resource,
) {
  const role = new iam.Role(
    "take-out",
    {
      assumeRolePolicy: assumeRolePolicy("lambda.amazonaws.com"),
      tags: tags(stack, "take-out"),
    },
    { parent },
  );
  const policy = new iam.RolePolicy(
    "take-out",
    {
      role: role.name,
      policy: allow([
        {
          sid: "TakeOut",
          actions: ["route53:UpdateHealthCheck"],
          resources: [pulumi.interpolate`arn:aws:route53:::healthcheck/${healthCheckId}`],
        },
        {
          sid: "Log",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: logs.map(({ arn }) => pulumi.interpolate`${arn}:*`),
        },
      ]),
    },
    { parent },
  );
  return { arn: role.arn, policy };
}
