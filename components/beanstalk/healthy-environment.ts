import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { BeanstalkPlan } from "../../plan/beanstalk-types";
import { providerText } from "../checkout-provider";
import type { HealthInputs } from "./health/inputs";

export const healthyEnvironmentText = providerText("components/beanstalk/health/provider.ts");

/**
 * Waits until every instance runs the wanted version and is healthy, and fails `pulumi up` otherwise: AWS calls an
 * environment ready when its work is done, whatever came of it.
 */
export class HealthyEnvironment extends pulumi.CustomResource {
  constructor(
    name: string,
    args: { [Key in keyof HealthInputs]: pulumi.Input<HealthInputs[Key]> },
    options: pulumi.CustomResourceOptions,
  ) {
    const inputs = { ...args, __provider: healthyEnvironmentText };
    super("pulumi-nodejs:dynamic/ladder:HealthyEnvironment", name, inputs, options);
  }
}

/** Tells one set of options from another: what is not of the version has to be waited for, too. */
export function optionsDigest({ options }: BeanstalkPlan): string {
  return createHash("sha256").update(JSON.stringify(options)).digest("hex");
}
