import * as pulumi from "@pulumi/pulumi";

/**
 * Text of a dynamic provider, read from the state by the process that serves Pulumi's dynamic resources, in the project's
 * folder. It finds the code in the checkout and holds nothing else: docs/decisions/run-on-box.md. Without `delete`: an old
 * state never needs the code of its time. `file` exports diff, create and update.
 */
export function providerText(file: string): string {
  return `exports.handler = () => {
  const load = () => {
    const { resolve } = require("node:path");
    require(resolve("scripts/loader.cjs"));
    return require(resolve("${file}"));
  };
  return {
    diff: (id, before, inputs) => load().diff(before, inputs),
    create: (inputs) => load().create(inputs),
    update: (id, before, inputs) => load().update(inputs),
  };
};
`;
}

/** Without settings: the default provider would keep a copy of all of the stack's, given secrets included. */
export class ProviderWithoutSettings extends pulumi.ProviderResource {
  constructor(name: string, options: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, {}, options);
  }
}
