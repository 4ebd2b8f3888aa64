import { z } from "zod";
import { settingsSchema } from "./schema";
import { type SchemaNode, unwrapped } from "./schema-node";

/** One declaration under `config:` of Pulumi.yaml. */
export interface ConfigDeclaration {
  readonly type: "string" | "integer" | "array" | "object";
  readonly items?: { readonly type: "object" };
  readonly description: string;
  readonly default: unknown;
}

/**
 * The `config:` section of Pulumi.yaml. Pulumi knows no optional settings: what is declared has a default, or is
 * demanded of every stack. So settings without one get an empty value, which the check takes for "not set". The names
 * carry no namespace: with one, the CLI crashes in a project of another name (`pulumi new`, measured with 3.259).
 */
export function projectConfig(): Readonly<Record<string, ConfigDeclaration>> {
  const entries = Object.entries(settingsSchema.shape).map(([name, node]) => [name, declaration(node)]);
  return Object.fromEntries(entries);
}

function declaration(node: z.ZodType): ConfigDeclaration {
  const inner = unwrapped(node);
  const type = typeOf(inner);
  return {
    type,
    ...(type === "array" ? { items: { type: "object" } } : {}),
    description: [descriptionOf(node), ...fieldLines(inner)].join("\n"),
    default: node.safeParse(undefined).data ?? emptyValue[type](),
  };
}

/** Made anew each time: YAML would write a repeated object as a reference to the first. */
const emptyValue = { string: () => "", integer: () => 0, array: () => [], object: () => ({}) };

const pulumiTypes: Readonly<Record<string, ConfigDeclaration["type"]>> = {
  string: "string",
  enum: "string",
  // Pulumi has no fractions; those are inside of objects.
  number: "integer",
  array: "array",
  object: "object",
  record: "object",
};

function typeOf(node: SchemaNode): ConfigDeclaration["type"] {
  const type = pulumiTypes[node._zod.def.type];
  if (type === undefined) throw new TypeError(`Pulumi has no such type of setting: ${node._zod.def.type}`);
  return type;
}

/** Pulumi describes only whole settings, so the fields are told in the text. */
function fieldLines(node: SchemaNode): readonly string[] {
  const { def } = node._zod;
  if (def.type === "array") return fieldLines(unwrapped(def.element));
  if (def.type !== "object") return [];
  return Object.entries(def.shape).map(([name, field]) => `${name}: ${descriptionOf(field)}`);
}

function descriptionOf(node: z.core.$ZodType): string {
  const described = [node, unwrapped(node)].map((each) => z.globalRegistry.get(each)?.description);
  return described.find((text) => text !== undefined) ?? "";
}
