import * as pulumi from "@pulumi/pulumi";
import * as lambda from "@pulumi/aws/lambda";
import * as sns from "@pulumi/aws/sns";
import { createFunction } from "../functions/create-function";
import { createFunctionLog, writesTo } from "../functions/function-log";
import { createServiceRole } from "../functions/service-role";

const name = "webhook";

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
  const { topicArn } = args;
  const made = createCaller(args, parent);
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

function createCaller(
  { stack, region, account, parameter }: WebhookArgs,
  parent: pulumi.Resource,
): lambda.Function {
  const log = createFunctionLog(name, { stack }, { parent });
  const address = {
    sid: "Address",
    actions: ["ssm:GetParameter"],
    resources: [pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter${parameter}`],
  };
  return createFunction(
    name,
    {
      stack,
      description: `Gives alarms of ladder ${stack} to a webhook`,
      code: new pulumi.asset.FileArchive("functions/webhook"),
      role: createServiceRole(name, { stack, statements: [address, writesTo(log)] }, { parent }),
      log,
      environment: { WEBHOOK_PARAMETER: parameter },
      timeoutSeconds: 30,
    },
    { parent },
  );
}
