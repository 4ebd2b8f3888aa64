import { at, each, list, type Rule } from "../rule";

const lambda = "aws:lambda/function:Function";
/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const currentRuntimes = /^nodejs(22|24)\.x$/;

/** They talk to AWS or to a webhook alone, and a way out (NAT) costs more than everything else there. */
const outsideVpc = /^(take-out-|schedule$|webhook$)/;

/** Service -> what of the stack it calls for. */
const callers: Readonly<Record<string, string>> = {
  "lambda.alarms.cloudwatch.amazonaws.com": "aws:cloudwatch/metricAlarm:MetricAlarm",
  "sns.amazonaws.com": "aws:sns/topic:Topic",
};

/** Rules for functions. */
export const lambdaRules: readonly Rule[] = [
  each(
    lambda,
    {
      id: "CKV_AWS_45",
      title: "functions have no secret in their environment",
      reason: "Everybody who may describe the function can read its environment.",
      remedy: "Let the function read it from Parameter Store, or from its input.",
    },
    (one) => !JSON.stringify(one.inputs["environment"] ?? {}).includes("[secret]"),
  ),
  each(
    lambda,
    {
      id: "CKV_AWS_363 Lambda.2",
      title: "functions run on a supported runtime",
      reason: "Old runtimes get no fixes, and later no updates of the code.",
      remedy: "Set runtime to nodejs22.x or nodejs24.x.",
    },
    (one) => currentRuntimes.test(String(one.inputs["runtime"])),
  ),
  each(
    lambda,
    {
      id: "CKV_AWS_117 Lambda.3",
      title: "functions run inside the VPC, but for those that reach none of it",
      reason: "Outside it a function cannot reach the databases without opening them.",
      remedy: "Set vpcConfig with two subnets.",
    },
    (one) =>
      outsideVpc.test(one.name) || list(at(one, "vpcConfig", "subnetIds") as readonly string[]).length > 1,
  ),
  each(
    lambda,
    {
      id: "ladder-lambda-log",
      title: "functions write into a log that is not kept for ever",
      reason: "The log that Lambda makes by itself has no end, and is billed.",
      remedy: "Set loggingConfig.logGroup to a group of the stack.",
      source: "docs/decisions/make-databases.md",
    },
    (one) => String(at(one, "loggingConfig", "logGroup")).includes("aws:cloudwatch/logGroup:LogGroup"),
  ),
  each(
    "aws:lambda/permission:Permission",
    {
      id: "CKV_AWS_301 CKV_AWS_364",
      title: "nothing but an alarm or a topic of the stack calls a function",
      reason: "Whoever may call it makes it act.",
      remedy:
        "Name lambda.alarms.cloudwatch.amazonaws.com or sns.amazonaws.com as principal and the ARN of the alarm or topic as sourceArn.",
    },
    ({ inputs }) => {
      const called = callers[String(inputs["principal"])];
      return called !== undefined && String(inputs["sourceArn"]).includes(called);
    },
  ),
  each(
    "aws:lambda/invocation:Invocation",
    {
      id: "ladder-lambda-input",
      title: "what a function is told is secret",
      reason: "Its input holds passwords, and would stand in the state in the clear.",
      remedy: "Wrap the input in pulumi.secret.",
      source: "docs/decisions/make-databases.md",
    },
    (one) => one.inputs["input"] === "[secret]",
  ),
];
