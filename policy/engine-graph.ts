import type { Graph, Resource } from "./rule";
import { unknownText } from "./watched-graph";

/** A resource as Pulumi's engine shows it: in the output of `pulumi preview --json`, or to a policy pack. */
export interface EngineResource extends Resource {
  /** Empty before it exists. */
  readonly id?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Outputs that name a resource; the engine shows their values where the program wrote a reference. */
const naming = ["arn", "id", "name"] as const;
/** A shorter text may stand in another by chance, so it only counts as the whole value. */
const leastPart = 8;

/** What the engine writes for a value that is not known yet, by its kind. pulumi/pulumi sdk/go/common/resource/plugin/rpc.go */
const unknownValues: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
/** Keys of Pulumi's wire format: the mark of a special value, that of a secret, and what the provider filled in. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const defaultsKey = "__defaults";

/** The graph that rules read: with `${urn.arn}` where a known value came from another resource. */
export function engineGraph(resources: readonly EngineResource[]): Graph {
  const known = new Map(resources.map((one) => [one.urn, one]));
  return resources.map(({ urn, type, name, inputs, references = {} }) => {
    const entries = Object.entries(inputs).map(([input, value]) => {
      const named = (references[input] ?? []).flatMap((one) => namesOf(known.get(one)));
      return [input, written(value, longestFirst(named))] as const;
    });
    return { urn, type, name, inputs: withoutGaps(entries), references };
  });
}

interface Name {
  readonly text: string;
  readonly reference: string;
}

function namesOf(one: EngineResource | undefined): readonly Name[] {
  if (!one) return [];
  return naming.flatMap((key) => {
    const text = key === "id" ? one.id : one.outputs?.[key];
    const isKnown = typeof text === "string" && text !== "" && !unknownValues.has(text);
    return isKnown ? [{ text, reference: `\${${one.urn}.${key}}` }] : [];
  });
}

function longestFirst(names: readonly Name[]): readonly Name[] {
  return names.toSorted((a, b) => b.text.length - a.text.length);
}

function written(value: unknown, names: readonly Name[]): unknown {
  if (unknownValues.has(value)) return unknownText;
  if (typeof value === "string") return withReferences(value, names);
  if (Array.isArray(value)) return value.map((item) => written(item, names));
  if (typeof value !== "object" || value === null) return value;
  if ((value as Record<string, unknown>)[signatureKey] === secretSignature) return "[secret]";
  return withoutGaps(Object.entries(value).map(([key, item]) => [key, written(item, names)]));
}

/** One pass, so that no name is found inside a reference just written. */
function withReferences(value: string, names: readonly Name[]): string {
  const whole = names.find(({ text }) => text === value);
  if (whole) return whole.reference;
  const parts = names.filter(({ text }) => text.length >= leastPart);
  if (parts.length === 0) return value;
  const pattern = new RegExp(
    parts.map(({ text }) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"),
    "g",
  );
  return value.replace(pattern, (found) => parts.find(({ text }) => text === found)?.reference ?? found);
}

/** Rules know an input that is not given as undefined. */
function withoutGaps(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const given = entries.filter(
    ([key, value]) => value !== null && value !== undefined && key !== defaultsKey,
  );
  return Object.fromEntries(given);
}
