import * as pulumi from "@pulumi/pulumi";
import type * as lambda from "@pulumi/aws/lambda";
import { createFunction } from "../functions/create-function";
import { createFunctionLog, writesTo } from "../functions/function-log";
import { createServiceRole } from "../functions/service-role";

export interface TakeOutArgs {
  readonly stack: string;
  /** An alarm calls functions of its own region only. */
  readonly regions: readonly string[];
  readonly healthCheckId: pulumi.Output<string>;
  /** Topics: who is told. They are of the stack's region, and an alarm may not send to another region's. */
  readonly told: readonly pulumi.Output<string>[];
}

/** Functions that mark the health check unhealthy for good and tell so, one a region: region -> function. They may do no more. */
export function createTakeOut(
  { stack, regions, healthCheckId, told }: TakeOutArgs,
  parent: pulumi.Resource,
): Readonly<Record<string, lambda.Function>> {
  const places = regions.map((region) => {
    const name = `take-out-${region}`;
    return { region, name, log: createFunctionLog(name, { stack, region }, { parent }) };
  });
  const right = {
    sid: "TakeOut",
    actions: ["route53:UpdateHealthCheck"],
    resources: [pulumi.interpolate`arn:aws:route53:::healthcheck/${healthCheckId}`],
  };
  const tells = { sid: "Tell", actions: ["sns:Publish"], resources: told };
  const statements = [right, ...(told.length > 0 ? [tells] : []), writesTo(...places.map(({ log }) => log))];
  const common = {
    stack,
    description: `Takes the serving tier of ladder ${stack} out of DNS when an alarm says so`,
    code: new pulumi.asset.FileArchive("functions/take-out"),
    role: createServiceRole("take-out", { stack, statements }, { parent }),
    environment: {
      HEALTH_CHECK_ID: healthCheckId,
      ...(told.length > 0 && { STACK: stack, TOPICS: pulumi.all([...told]).apply((arns) => arns.join(" ")) }),
    },
    timeoutSeconds: 30,
  };
  return Object.fromEntries(
    places.map(({ region, name, log }) => [
      region,
      createFunction(name, { ...common, region, log }, { parent }),
    ]),
  );
}
