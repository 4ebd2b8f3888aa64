import * as pulumi from "@pulumi/pulumi";

/** A resource as the program registered it, its values as far as they are known. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Input property -> URNs of the resources its value comes from. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly custom: boolean;
}

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly resource: pulumi.Resource;
}

/** The part of an Output that the SDK does not type for the outside: sdk/nodejs/output.ts. */
interface OutputInternals {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(withUnknowns?: boolean): Promise<unknown>;
  allResources?(): Promise<ReadonlySet<pulumi.Resource>>;
}

/** Pulumi's own mark for a value that only the cloud knows: sdk/nodejs/runtime/rpc.ts. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * Watches every resource that is registered from now on. The returned function waits for their inputs, so it is called
 * last: called earlier, it would make resources wait for each other.
 */
export function watchRegistrations(): () => Promise<readonly Registration[]> {
  const seen: Seen[] = [];
  pulumi.runtime.registerStackTransformation(({ type, name, props, resource }) => {
    seen.push({ type, name, props: props as Record<string, unknown>, resource });
    return undefined;
  });
  return () => Promise.all(seen.map(registration));
}

async function registration({ type, name, props, resource }: Seen): Promise<Registration> {
  const references = new Map<string, readonly string[]>();
  const inputs = await Promise.all(
    Object.entries(props)
      .filter(([, value]) => value !== undefined)
      .map(async ([key, value]) => {
        const sources = new Set<pulumi.Resource>();
        const resolved = await leafByLeaf(value, sources);
        if (sources.size > 0) references.set(key, await Promise.all([...sources].map(urnOf)));
        return [key, resolved] as const;
      }),
  );
  return {
    urn: await urnOf(resource),
    type,
    name,
    inputs: Object.fromEntries(inputs),
    references: Object.fromEntries(references),
    custom: pulumi.CustomResource.isInstance(resource),
  };
}

function urnOf(resource: pulumi.Resource): Promise<string> {
  return (resource.urn as unknown as OutputInternals).promise() as Promise<string>;
}

/** Values with each unknown or secret leaf marked, instead of one unknown leaf hiding all the others. */
async function leafByLeaf(value: unknown, sources: Set<pulumi.Resource>): Promise<unknown> {
  if (value instanceof Promise) return leafByLeaf(await value, sources);
  if (pulumi.Output.isInstance(value)) return outputLeaf(value as unknown as OutputInternals, sources);
  if (Array.isArray(value)) return Promise.all(value.map((item) => leafByLeaf(item, sources)));
  if (typeof value !== "object" || value === null || isSpecial(value)) return value;
  const entries = Object.entries(value).map(
    async ([key, item]) => [key, await leafByLeaf(item, sources)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function outputLeaf(output: OutputInternals, sources: Set<pulumi.Resource>): Promise<unknown> {
  for (const source of (await output.allResources?.()) ?? []) sources.add(source);
  if (await output.isSecret) return "[secret]";
  const value = await output.promise(true);
  return (await output.isKnown) ? leafByLeaf(value, sources) : withMarks(value);
}

/** An Output that holds some unknown leaves keeps the others. */
function withMarks(value: unknown): unknown {
  if (pulumi.isUnknown(value) || value === undefined) return unknownValue;
  if (Array.isArray(value)) return value.map(withMarks);
  if (typeof value !== "object" || value === null || isSpecial(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withMarks(item)]));
}

function isSpecial(value: object): boolean {
  return (
    pulumi.Resource.isInstance(value) ||
    pulumi.asset.Asset.isInstance(value) ||
    pulumi.asset.Archive.isInstance(value)
  );
}
