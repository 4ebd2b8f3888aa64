import { z } from "zod";
import { settingsSchema } from "./schema";
import { type SchemaNode, unwrapped } from "./schema-node";

/** One declaration under `config:` of Pulumi.yaml. */
export interface ConfigDeclaration {
  readonly type: "string" | "array" | "object";
  readonly items?: { readonly type: "object" };
  readonly description: string;
  readonly default: unknown;
}

/**
 * The `config:` section of Pulumi.yaml. Pulumi knows no optional settings: what is declared has a default, or is
 * demanded of every stack. So settings without one get an empty value, which the check takes for "not set".
 */
export function projectConfig(): Readonly<Record<string, ConfigDeclaration>> {
  const entries = Object.entries(settingsSchema.shape).map(([name, node]) => [
    `ladder:${name}`,
    declaration(node),
  ]);
  return Object.fromEntries(entries);
}

function declaration(node: z.ZodType): ConfigDeclaration {
  const inner = unwrapped(node);
  const type = typeOf(inner);
  return {
    type,
    ...(type === "array" ? { items: { type: "object" } } : {}),
    description: [node.description ?? (inner as z.ZodType).description ?? "", ...fieldLines(inner)].join(
      "\n",
    ),
    default: node.safeParse(undefined).data ?? emptyValue[type],
  };
}

const emptyValue = { string: "", array: [], object: {} };

function typeOf(node: SchemaNode): ConfigDeclaration["type"] {
  switch (node._zod.def.type) {
    case "array":
      return "array";
    case "object":
    case "record":
      return "object";
    case "string":
    case "enum":
      return "string";
    default:
      throw new TypeError(`no type of Pulumi's configuration for ${node._zod.def.type}`);
  }
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
