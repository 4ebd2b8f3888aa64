import { createHash } from "node:crypto";
import type { EngineResource } from "../../policy/engine-graph";
import type { Graph, Resource } from "../../policy/rule";

/** When the engine shows the stack: before anything exists, or after `up`. */
export type Moment = "first preview" | "after up";

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const reference = /\$\{(urn:[^}]+)\.([A-Za-z0-9_[\]]+)\}/g;

/** A recorded graph as Pulumi's engine would show it: `${urn.output}` becomes a value, or makes all of its text unknown. */
export function engineForm(graph: Graph, moment: Moment): readonly EngineResource[] {
  return graph.map((one) => ({
    ...one,
    inputs: shown(one.inputs, moment) as Resource["inputs"],
    outputs: outputsOf(one, moment),
    references: Object.fromEntries(
      Object.entries(one.inputs).map(([input, value]) => [input, urnsIn(value)] as const),
    ),
    ...(moment === "after up" && { id: valueOf(one.urn, "id") }),
  }));
}

function outputsOf({ urn, inputs }: Resource, moment: Moment): Resource["inputs"] {
  const given = shown(inputs, moment) as Resource["inputs"];
  const made = (output: string) => (moment === "after up" ? valueOf(urn, output) : unknownValue);
  return { name: made("name"), ...given, arn: made("arn") };
}

function shown(value: unknown, moment: Moment): unknown {
  if (value === "[unknown]") return unknownValue;
  if (typeof value === "string") return shownText(value, moment);
  if (Array.isArray(value)) return value.map((item) => shown(item, moment));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item, moment)]));
}

function shownText(text: string, moment: Moment): string {
  if (urnsIn(text).length > 0 && moment === "first preview") return unknownValue;
  return text.replace(reference, (_, urn: string, output: string) => valueOf(urn, output));
}

/** The same for the same output, another for each other. */
function valueOf(urn: string, output: string): string {
  const [, , types = ""] = urn.split("::");
  const [service = ""] = (types.split("$").at(-1) ?? "").split(":").slice(1);
  const thing = createHash("sha256").update(urn).digest("hex").slice(0, 12);
  if (output === "id" || output === "name") return `${output}-${thing}`;
  if (output !== "arn") return `${output}-of-${thing}`;
  const folder = service.split("/")[0] ?? "";
  return folder === "s3"
    ? `arn:aws:s3:::${thing}`
    : `arn:aws:${folder}:us-east-1:123456789012:thing/${thing}`;
}

function urnsIn(value: unknown): readonly string[] {
  const text = JSON.stringify(value ?? null);
  return [...new Set([...text.matchAll(reference)].map(([, urn = ""]) => urn))];
}
