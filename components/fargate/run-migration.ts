import * as pulumi from "@pulumi/pulumi";
import { providerText } from "../checkout-provider";
import type { MigrationInputs } from "./migration/inputs";

export const runMigrationText = providerText("components/fargate/migration/provider.ts");

/** Runs an app's migration once per version, as a task of its own, and fails `pulumi up` when it fails. */
export class RunMigration extends pulumi.CustomResource {
  constructor(
    name: string,
    args: { [Key in keyof MigrationInputs]: pulumi.Input<MigrationInputs[Key]> },
    options: pulumi.CustomResourceOptions,
  ) {
    const inputs = { ...args, __provider: runMigrationText };
    super("pulumi-nodejs:dynamic/ladder:RunMigration", name, inputs, options);
  }
}
