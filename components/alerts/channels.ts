import * as pulumi from "@pulumi/pulumi";
import * as sns from "@pulumi/aws/sns";
import type { AlertsPlan } from "../../plan/alerts/types";
import { slug } from "../../plan/names";
import type { Plan } from "../../plan/types";
import { accountId } from "../look-ups";
import { createTopic } from "./topic";
import { createWebhook } from "./webhook";

/** Who is told of what happens to the stack. */
export interface Channels {
  /** Of all that belongs to alarms; undefined without them. */
  readonly parent?: pulumi.Resource;
  readonly topicArns: readonly pulumi.Output<string>[];
  /** The webhook's, which the budget may use, too: its notices to addresses need no topic. */
  readonly webhookArn?: pulumi.Output<string>;
}

/** The topics of `alerts`; none without the setting. */
export function createChannels(plan: Plan): Channels {
  const { alerts } = plan;
  if (!alerts) return { topicArns: [] };
  const parent = new pulumi.ComponentResource("ladder:watch:Alerts", "alerts");
  return { parent, ...createTopics(plan, alerts, parent) };
}

function createTopics(
  { stack, region }: Plan,
  { emails, webhook }: AlertsPlan,
  parent: pulumi.Resource,
): Pick<Channels, "topicArns" | "webhookArn"> {
  if (emails.length === 0 && webhook === undefined) return { topicArns: [] };
  const where = { stack, region, account: accountId() };
  const mail = emails.length > 0 ? createTopic({ ...where, name: "mail" }, parent) : undefined;
  if (mail) for (const email of emails) subscribe(email, mail, parent);
  if (webhook === undefined) return { topicArns: mail ? [mail] : [] };
  const hook = createTopic({ ...where, name: "webhook", budgets: true }, parent);
  createWebhook({ ...where, parameter: webhook, topicArn: hook }, parent);
  return { topicArns: [...(mail ? [mail] : []), hook], webhookArn: hook };
}

/** Named after the address, so that another one in the list changes nothing of it. */
function subscribe(email: string, topicArn: pulumi.Output<string>, parent: pulumi.Resource): void {
  new sns.TopicSubscription(
    `mail-${slug(email)}`,
    { topic: topicArn, protocol: "email", endpoint: email },
    { parent },
  );
}
