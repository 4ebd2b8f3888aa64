import { at, each, list, type Rule } from "../rule";

const lambda = "aws:lambda/function:Function";
/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const currentRuntimes = /^nodejs(22|24)\.x$/;

/** They talk to AWS alone, and a way out of a VPC (NAT) costs more than everything else there. */
const outsideVpc = /^(take-out-|schedule$)/;

/** Rules for functions. */
export const lambdaRules: readonly Rule[] = [
  each(
    lambda,
    "CKV_AWS_45",
    "functions have no secret in their environment",
    (one) => !JSON.stringify(one.inputs["environment"] ?? {}).includes("[secret]"),
  ),
  each(lambda, "CKV_AWS_363 Lambda.2", "functions run on a supported runtime", (one) =>
    currentRuntimes.test(String(one.inputs["runtime"])),
  ),
  each(
    lambda,
    "CKV_AWS_117 Lambda.3",
    "functions run inside the VPC, but for those that call AWS alone",
    (one) =>
      outsideVpc.test(one.name) || list(at(one, "vpcConfig", "subnetIds") as readonly string[]).length > 1,
  ),
  each(lambda, "ladder-lambda-log", "functions write into a log that is not kept for ever", (one) =>
    String(at(one, "loggingConfig", "logGroup")).includes("aws:cloudwatch/logGroup:LogGroup"),
  ),
  each(
    "aws:lambda/permission:Permission",
    "CKV_AWS_301 CKV_AWS_364",
    "nothing but one alarm of the stack calls a function",
    ({ inputs }) =>
      inputs["principal"] === "lambda.alarms.cloudwatch.amazonaws.com" &&
      String(inputs["sourceArn"]).includes("aws:cloudwatch/metricAlarm:MetricAlarm"),
  ),
  each(
    "aws:lambda/invocation:Invocation",
    "ladder-lambda-input",
    "what a function is told is secret",
    (one) => one.inputs["input"] === "[secret]",
  ),
];
