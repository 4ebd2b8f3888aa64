import * as pulumi from "@pulumi/pulumi";
import * as sns from "@pulumi/aws/sns";
import { tags } from "../tags";

export interface TopicArgs {
  readonly stack: string;
  readonly name: string;
  readonly region: string;
  readonly account: pulumi.Output<string>;
  /** Who may send to it besides alarms of the account. */
  readonly budgets?: true;
}

/**
 * The ARN of a new topic that alarms of the account may send to, and nobody else. Not encrypted with SNS's own key, to which CloudWatch
 * cannot send; a key of one's own costs $1 a month, and messages name figures, not secrets.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function createTopic(args: TopicArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { stack, name } = args;
  const topic = new sns.Topic(name, { displayName: `Ladder ${stack}`, tags: tags(stack, name) }, { parent });
  new sns.TopicPolicy(name, { arn: topic.arn, policy: sendPolicy(args, topic.arn) }, { parent });
  return topic.arn;
}

/** https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
function sendPolicy({ region, account, budgets }: TopicArgs, arn: pulumi.Output<string>) {
  const allow = (sid: string, service: string, sourceArn: pulumi.Output<string>) => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: arn,
    Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sourceArn } },
  });
  const alarms = pulumi.interpolate`arn:aws:cloudwatch:${region}:${account}:alarm:*`;
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      allow("Alarms", "cloudwatch.amazonaws.com", alarms),
      ...(budgets
        ? [allow("Budgets", "budgets.amazonaws.com", pulumi.interpolate`arn:aws:budgets::${account}:*`)]
        : []),
    ],
  });
}
