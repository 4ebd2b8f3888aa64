import * as pulumi from "@pulumi/pulumi";

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

/**
 * Read from the state by the process that serves Pulumi's dynamic resources, in the project's folder. It finds the code
 * in the checkout and holds nothing else: docs/decisions/run-on-box.md. Without `delete`: an old state never needs the
 * code of its time.
 */
export const providerText = `exports.handler = () => {
  const load = () => {
    const { resolve } = require("node:path");
    require(resolve("scripts/loader.cjs"));
    return require(resolve("components/run-on-box/provider.ts"));
  };
  return {
    diff: (id, before, inputs) => load().diff(before, inputs),
    create: (inputs) => load().create(inputs),
    update: (id, before, inputs) => load().update(inputs),
  };
};
`;

/** Without settings: the default provider would keep a copy of all of the stack's, given secrets included. */
class ProviderWithoutSettings extends pulumi.ProviderResource {
  constructor(name: string, options: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, {}, options);
  }
}

/** Makes the box apply its bundle, waits for it, and fails `pulumi up` when the box did not take it. */
export class RunOnBox extends pulumi.CustomResource {
  /** Version that the box said it serves. */
  declare readonly appliedVersion: pulumi.Output<string>;
  /** State of each app and service at that moment: healthy, running, static. */
  declare readonly states: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: RunOnBoxArgs, parent: pulumi.Resource, after: readonly pulumi.Resource[]) {
    const inputs = { ...args, __provider: providerText, appliedVersion: undefined, states: undefined };
    const provider = new ProviderWithoutSettings(name, { parent });
    super("pulumi-nodejs:dynamic/ladder:RunOnBox", name, inputs, { parent, provider, dependsOn: [...after] });
  }
}
