import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import { lambdaRuntime } from "../../plan/lambda-runtime";
import { tags } from "../tags";
import type { ServiceRole } from "./service-role";

export interface FunctionArgs {
  readonly stack: string;
  readonly description: string;
  /** With `index.js`. */
  readonly code: pulumi.asset.Archive;
  readonly role: ServiceRole;
  readonly log: cloudwatch.LogGroup;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly timeoutSeconds: number;
  /** MiB; default 128, the least that AWS has. */
  readonly memorySize?: number;
  /** Default: the stack's. */
  readonly region?: string;
  readonly vpcConfig?: lambda.FunctionArgs["vpcConfig"];
}

/** A program that AWS runs for the stack. */
export function createFunction(
  name: string,
  args: FunctionArgs,
  options: pulumi.CustomResourceOptions = {},
): lambda.Function {
  const { stack, description, code, role, log, environment, timeoutSeconds, memorySize = 128 } = args;
  return new lambda.Function(
    name,
    {
      region: args.region,
      description,
      runtime: lambdaRuntime,
      architectures: ["arm64"],
      handler: "index.handler",
      code,
      role: role.arn,
      memorySize,
      timeout: timeoutSeconds,
      environment: { variables: environment },
      vpcConfig: args.vpcConfig,
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      tags: tags(stack, name),
    },
    // What it may do must hold before it is called for the first time.
    { ...options, dependsOn: [role.rights] },
  );
}
