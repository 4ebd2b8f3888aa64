import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { Statement } from "../policy";
import { tags } from "../tags";

interface FunctionLogArgs {
  readonly stack: string;
  /** Default: the stack's. */
  readonly region?: string;
}

/** Where a function's lines go, for 30 days. */
export function createFunctionLog(
  name: string,
  { stack, region }: FunctionLogArgs,
  options?: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(name, { region, retentionInDays: 30, tags: tags(stack, name) }, options);
}

/** The right to write into these and no other. */
export function writesTo(...logs: readonly cloudwatch.LogGroup[]): Statement {
  return {
    sid: "Log",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: logs.map(({ arn }) => pulumi.interpolate`${arn}:*`),
  };
}
