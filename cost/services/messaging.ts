import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, grouped, scaled } from "../usage/amount";
import { ALARMS_A_MONTH, hearsAlarms } from "../usage/layer-of";
import { inChunks } from "./api-gateway";
import { scheduledTaskLines } from "./scheduled-tasks";

const CHUNK_KB = 64;
const MESSAGE_SHARE = 0.1;
// A message is put, received and deleted.
const CALLS_PER_MESSAGE = 3;
const ALWAYS_FREE = "freeTier.alwaysFree";

export const messaging: PricerTable = {
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicSubscription:TopicSubscription": subscription,
  "aws:sqs/queue:Queue": queue,
  "aws:sfn/stateMachine:StateMachine": stateMachine,
  "aws:scheduler/schedule:Schedule": schedule,
  "aws:cloudwatch/eventRule:EventRule": (sheet) => sheet.free("rules are not billed"),
  "aws:cloudwatch/eventBus:EventBus": (sheet) =>
    sheet.usage("Events", { service: "eventBridge", item: "customEvents" }, messages(sheet)),
};

function messages(sheet: Sheet) {
  const { allRequests } = sheet.context.traffic;
  if (hearsAlarms(sheet.resource, sheet.context.references))
    return sheet.amount(
      "monthly_requests",
      amount(ALARMS_A_MONTH, `${ALARMS_A_MONTH} alarms a month (default)`),
    );
  return sheet.amount(
    "monthly_requests",
    scaled(allRequests, MESSAGE_SHARE, "1 message in 10 requests (default)"),
  );
}

function topic(sheet: Sheet): void {
  if (sheet.inputs.flag("fifoTopic") === true) throw new MissingInput("no price for FIFO topics");
  const metered = inChunks(sheet, messages(sheet), "request_size_kb", CHUNK_KB);
  sheet.usage("Messages", { service: "sns", item: "publish" }, metered, { allowance: "snsPublish" });
}

function subscription(sheet: Sheet): void {
  const protocol = sheet.inputs.text("protocol") ?? "";
  if (["sqs", "lambda", "firehose"].includes(protocol))
    return sheet.free("deliveries inside AWS are billed by the topic");
  if (protocol.startsWith("email")) return sheet.free("the first 1,000 e-mails of a month are free");
  throw new MissingInput(`no price for deliveries by ${protocol}`);
}

function queue(sheet: Sheet): void {
  const item = sheet.inputs.flag("fifoQueue") === true ? "fifo" : "standard";
  const calls = scaled(messages(sheet), CALLS_PER_MESSAGE, "put, received and deleted");
  const given = sheet.given("monthly_requests");
  const metered = inChunks(sheet, given ?? calls, "request_size_kb", CHUNK_KB);
  sheet.usage("Requests", { service: "sqs", item }, metered, { allowance: "sqsRequests" });
}

function stateMachine(sheet: Sheet): void {
  const express = sheet.inputs.text("type") === "EXPRESS";
  const item = express ? "express.requests" : "standard.transitions";
  const attribute = express ? "monthly_requests" : "monthly_transitions";
  const given = sheet.amount(attribute, sheet.context.traffic.allRequests);
  sheet.usage(express ? "Requests" : "State transitions", { service: "stepFunctions", item }, given);
}

/** Even one a minute is far below what every account has free. */
function schedule(sheet: Sheet): void {
  if (scheduledTaskLines(sheet)) return;
  const rule = sheet.context.rates.rule({ service: ALWAYS_FREE, item: "eventBridgeScheduler" });
  const given = sheet.given("monthly_invocations");
  if (given !== undefined && given.value > Number(rule.value))
    throw new MissingInput(`no price above ${rule.value} invocations a month`);
  sheet.free(`the first ${grouped(Number(rule.value))} invocations of a month are free`);
}
