import { isUnknown } from "../unknown-value";
import type { Resource } from "../types";
import type { State } from "./state";

const AWS_PROVIDER = "pulumi:providers:aws";
// `default`, `default_7_48_0`
const DEFAULT_NAME = /^default(_\d|$)/;

/** Stands in place of a region that is decided somewhere the file does not show. */
export const UNKNOWN_REGION = "(not known before the update)";

/** Regions by the URN of an AWS provider; undefined where the provider names none. */
export class ProviderRegions {
  private readonly regions = new Map<string, string | undefined>();

  constructor(states: readonly State[]) {
    for (const { resource } of states) {
      if (resource.type === AWS_PROVIDER) this.regions.set(resource.urn, regionIn(resource.inputs));
    }
  }

  /** The resource's own region, else its provider's; undefined where only the stack's configuration can tell. */
  of({ resource, provider }: State): string | undefined {
    if (!resource.type.startsWith("aws:")) return undefined;
    return regionIn(resource.inputs) ?? regionIn(resource.outputs ?? {}) ?? this.ofProvider(provider);
  }

  private ofProvider(reference: string | undefined): string | undefined {
    const urn = reference?.slice(0, reference.lastIndexOf("::")) ?? "";
    if (this.regions.has(urn)) return this.regions.get(urn);
    // The default providers of a preview are not shown: they take the stack's configuration.
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    return urn === "" || DEFAULT_NAME.test(name) ? undefined : UNKNOWN_REGION;
  }
}

/** Whether a resource is a provider that the engine made by itself. */
export function isDefaultProvider({ type, name }: Resource): boolean {
  return type.startsWith("pulumi:providers:") && DEFAULT_NAME.test(name);
}

function regionIn(values: Readonly<Record<string, unknown>>): string | undefined {
  const region = values["region"];
  if (isUnknown(region)) return UNKNOWN_REGION;
  return typeof region === "string" && region !== "" ? region : undefined;
}
