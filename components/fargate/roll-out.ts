import * as pulumi from "@pulumi/pulumi";
import { providerText } from "../checkout-provider";
import type { RolloutInputs } from "./rollout/inputs";

export const rollOutText = providerText("components/fargate/rollout/provider.ts");

/** Waits until a service runs what it shall run, and fails `pulumi up` when ECS went back to the version before. */
export class RollOut extends pulumi.CustomResource {
  constructor(
    name: string,
    args: { [Key in keyof RolloutInputs]: pulumi.Input<RolloutInputs[Key]> },
    options: pulumi.CustomResourceOptions,
  ) {
    super("pulumi-nodejs:dynamic/ladder:RollOut", name, { ...args, __provider: rollOutText }, options);
  }
}
