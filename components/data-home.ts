import * as pulumi from "@pulumi/pulumi";
import { dataHomeName } from "../plan/switching/memory";
import { runError } from "../settings/run-errors";
import { StateError } from "../settings/state-error";
import { providerText, ProviderWithoutSettings } from "./checkout-provider";
import type { DataHomeInputs } from "./data-home/inputs";

type Args = { readonly [Key in keyof DataHomeInputs]: pulumi.Input<DataHomeInputs[Key]> | undefined } & {
  readonly serial: number;
};

/**
 * STATEFUL: where the databases of all apps are. Another wish is an ordinary update, which the box carries out: it copies,
 * compares and only then lets the apps use the copy. A failed one leaves the old value, and the next `up` tries again.
 */
export class DataHome extends pulumi.CustomResource {
  declare readonly at: pulumi.Output<"box" | "rds" | undefined>;
  declare private readonly serial: pulumi.Output<number | undefined>;
  /** For what may only start on databases that are where they shall be: itself, and a refusal when this update leaves it out. */
  readonly placed: pulumi.Output<pulumi.Resource>;

  constructor(args: Args, after: readonly pulumi.Resource[]) {
    const inputs = { ...args, __provider: providerText("components/data-home/provider.ts"), at: undefined };
    const provider = new ProviderWithoutSettings(dataHomeName, {});
    super("pulumi-nodejs:dynamic/ladder:DataHome", dataHomeName, inputs, { provider, dependsOn: [...after] });
    // The engine hands over what the state has then. Without one nothing is left out.
    this.placed = this.serial.apply((serial) => {
      if (pulumi.runtime.hasEngine() && serial !== args.serial) throw runError(leftOut());
      return this;
    });
  }
}

function leftOut(): StateError {
  return new StateError(
    `This update leaves out ${dataHomeName}, which takes the databases where the new tier looks for them: its apps would start on empty ones. None was started. Run pulumi up without --target and --exclude, or put tier and database back.`,
  );
}
