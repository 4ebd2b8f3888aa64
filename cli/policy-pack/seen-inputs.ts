import { Secret, type ResourceValidationPolicy } from "@pulumi/policy";

/** How @pulumi/policy 1.21 hands out what lies behind its proxies. */
const proxied = "__getSpecialProxyTarget";

type Values = Readonly<Record<string, unknown>>;

/**
 * Inputs of the resources of this run, with secrets marked. Pulumi shows these to remediations only: a policy about the
 * whole stack sees outputs, where AWS has filled in what the program left out, and secrets in the clear.
 */
export class SeenInputs {
  private readonly inputs = new Map<string, Values>();
  private shown = 0;

  /** Looks at each resource when it is registered; as a remediation that returns nothing it changes nothing. */
  readonly policy: ResourceValidationPolicy = {
    name: "what-resources-are-given",
    description: "Reads what each resource is given, for the rules. Changes nothing.",
    enforcementLevel: "remediate",
    remediateResource: ({ urn, props }) => {
      this.shown += 1;
      this.inputs.set(urn, readable(props) as Values);
    },
  };

  /** How many resources were shown so far, those shown again among them. */
  get count(): number {
    return this.shown;
  }

  /** Undefined for a resource that this run leaves alone, as with `--target`. */
  of(urn: string): Values | undefined {
    return this.inputs.get(urn);
  }
}

/** The value itself, with the word that rules know in place of each secret. */
export function readable(value: unknown): unknown {
  if (value instanceof Secret) return "[secret]";
  if (typeof value !== "object" || value === null) return value;
  const behind = (value as Values)[proxied];
  if (behind !== undefined) return readable(behind);
  if (Array.isArray(value)) return value.map(readable);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}
