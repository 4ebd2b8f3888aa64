import * as pulumi from "@pulumi/pulumi";
import * as sns from "@pulumi/aws/sns";
import { slug } from "../../plan/names";
import type { AlertsPlan } from "../../plan/alerts/types";
import type { Plan } from "../../plan/types";
import { accountId } from "../look-ups";
import { createAlarm } from "./alarm";
import { createDashboard } from "./dashboard";
import { dimensionsOf, type Watched } from "./dimensions";
import { createTopic } from "./topic";
import { createWebhook } from "./webhook";

interface Channels {
  readonly topicArns: readonly pulumi.Output<string>[];
  /** The webhook's, which the budget may use, too: its notices to addresses need no topic. */
  readonly webhookArn?: pulumi.Output<string>;
}

/** Alarms, who is told, and the dashboard; returns the topic of the webhook, if there is one. */
export function createAlerts(plan: Plan, watched: Watched): pulumi.Output<string> | undefined {
  const { stack, region, alerts } = plan;
  if (!alerts) return undefined;
  const parent = new pulumi.ComponentResource("ladder:watch:Alerts", "alerts");
  const { topicArns, webhookArn } = createChannels(plan, alerts, parent);
  for (const alarm of alerts.alarms)
    createAlarm({ stack, region, plan: alarm, dimensions: dimensionsOf(watched, alarm), topicArns }, parent);
  if (alerts.dashboard) createDashboard({ stack, region, plan: alerts.dashboard, watched }, parent);
  return webhookArn;
}

function createChannels({ stack, region }: Plan, alerts: AlertsPlan, parent: pulumi.Resource): Channels {
  const { emails, webhook } = alerts;
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
