import * as pulumi from "@pulumi/pulumi";
import { providerText, ProviderWithoutSettings } from "./checkout-provider";

export interface RunOnBoxArgs {
  readonly instanceId: pulumi.Output<string>;
  readonly region: string;
  /** Of the bundle that the box shall run; it changes with every secret's value. */
  readonly bundleVersion: pulumi.Output<string>;
  /**
   * S3's version of the bundle. After an `up` that failed or was killed the state still has the bundle before it, and going
   * back to that one would be no change; but it was uploaded anew.
   */
  readonly bundleUpload: pulumi.Output<string>;
  readonly timeoutSeconds: number;
  /** AWS profile; without one what the environment names. */
  readonly profile?: string;
}

export const runOnBoxText = providerText("components/run-on-box/provider.ts");

/** Makes the box apply its bundle, waits for it, and fails `pulumi up` when the box did not take it. */
export class RunOnBox extends pulumi.CustomResource {
  /** Version that the box said it serves. */
  declare readonly appliedVersion: pulumi.Output<string>;
  /** State of each app and service at that moment: healthy, running, static. */
  declare readonly states: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: RunOnBoxArgs, parent: pulumi.Resource, after: readonly pulumi.Resource[]) {
    const inputs = { ...args, __provider: runOnBoxText, appliedVersion: undefined, states: undefined };
    const provider = new ProviderWithoutSettings(name, { parent });
    super("pulumi-nodejs:dynamic/ladder:RunOnBox", name, inputs, { parent, provider, dependsOn: [...after] });
  }
}
