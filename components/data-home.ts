import * as pulumi from "@pulumi/pulumi";
import { dataHomeName } from "../plan/switching/memory";
import { providerText, ProviderWithoutSettings } from "./checkout-provider";
import type { DataHomeInputs } from "./data-home/inputs";

type Args = { readonly [Key in keyof DataHomeInputs]: pulumi.Input<DataHomeInputs[Key]> | undefined };

/**
 * STATEFUL: where the databases of all apps are. Another wish is an ordinary update, which the box carries out: it copies,
 * compares and only then lets the apps use the copy. A failed one leaves the old value, and the next `up` tries again.
 */
export class DataHome extends pulumi.CustomResource {
  declare readonly at: pulumi.Output<"box" | "rds" | undefined>;

  constructor(args: Args, after: readonly pulumi.Resource[]) {
    const inputs = { ...args, __provider: providerText("components/data-home/provider.ts"), at: undefined };
    const provider = new ProviderWithoutSettings(dataHomeName, {});
    super("pulumi-nodejs:dynamic/ladder:DataHome", dataHomeName, inputs, { provider, dependsOn: [...after] });
  }
}
