import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as sns from "@pulumi/aws/sns";
import { allow, assumeRolePolicy } from "../policy";
import { tags } from "../tags";

const name = "webhook";
const folder = "functions/webhook";

export interface WebhookArgs {
  readonly stack: string;
  readonly region: string;
  readonly account: pulumi.Output<string>;
  /** Parameter that holds the webhook's address. */
  readonly parameter: string;
  readonly topicArn: pulumi.Output<string>;
}

/** A function that gives every message of a topic to a webhook. It reads the address itself: it is in no state. */
export function createWebhook(args: WebhookArgs, parent: pulumi.Resource): void {
  const { stack, parameter, topicArn } = args;
  const log = new cloudwatch.LogGroup(name, { retentionInDays: 30, tags: tags(stack, name) }, { parent });
  const role = createRole(args, log, parent);
  const made = new lambda.Function(
    name,
    {
      description: `Gives alarms of ladder ${stack} to a webhook`,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.FileArchive(folder),
      role: role.arn,
      memorySize: 128,
      timeout: 30,
      environment: { variables: { WEBHOOK_PARAMETER: parameter } },
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      tags: tags(stack, name),
    },
    { parent, dependsOn: [role.policy] },
  );
  new lambda.Permission(
    name,
    {
      action: "lambda:InvokeFunction",
      function: made.name,
      principal: "sns.amazonaws.com",
      sourceArn: topicArn,
    },
    { parent },
  );
  new sns.TopicSubscription(name, { topic: topicArn, protocol: "lambda", endpoint: made.arn }, { parent });
}

function createRole(
  { stack, region, account, parameter }: WebhookArgs,
  log: cloudwatch.LogGroup,
  parent: pulumi.Resource,
) {
  const role = new iam.Role(
    name,
    { assumeRolePolicy: assumeRolePolicy("lambda.amazonaws.com"), tags: tags(stack, name) },
    { parent },
  );
  const policy = new iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: allow([
        {
          sid: "Address",
          actions: ["ssm:GetParameter"],
          resources: [pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter${parameter}`],
        },
        {
          sid: "Log",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [pulumi.interpolate`${log.arn}:*`],
        },
      ]),
    },
    { parent },
  );
  return { arn: role.arn, policy };
}
