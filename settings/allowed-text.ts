import { z } from "zod";
import { knownKeys, type SchemaNode, unwrapped } from "./schema-node";

const formatWords: Readonly<Record<string, string>> = {
  email: "an e-mail address such as me@example.com",
  cidrv4: "an address range such as 10.20.0.0/16",
};

const longestMap = 8;

/** What the schema accepts at this place, in words. */
export function allowedText(node: SchemaNode): string {
  const { def } = node._zod;
  if (def.type === "string") return stringText(node as z.core.$ZodString);
  if (def.type === "number") return numberText(node as z.ZodNumber);
  if (def.type === "boolean") return "true or false";
  if (def.type === "enum") return Object.values(def.entries).join(", ");
  if (def.type === "literal") return def.values.map(String).join(", ");
  if (def.type === "array") return "a list";
  if (def.type === "union") return def.options.map((option) => allowedText(unwrapped(option))).join(" or ");
  return mapText(knownKeys(node));
}

function stringText(node: z.core.$ZodString): string {
  const { format } = node._zod.def as Partial<z.core.$ZodStringFormatDef>;
  return formatWords[format ?? ""] ?? patternWords(node) ?? "text";
}

/** The words beside a pattern in the schema: the message for a text that fits no pattern. */
function patternWords(node: z.core.$ZodString): string | undefined {
  return z.safeParse(node, "\0").error?.issues.find((issue) => issue.code === "invalid_format")?.message;
}

function numberText(node: z.ZodNumber): string {
  const range = Number.isFinite(node.maxValue) ? ` from ${node.minValue} to ${node.maxValue}` : "";
  return `a ${node.isInt ? "whole " : ""}number${range}`;
}

/** Long maps are not spelled out: their keys are in the editor's schema. */
function mapText(keys: readonly string[]): string {
  return keys.length === 0 || keys.length > longestMap ? "a map" : `a map of ${keys.join(", ")}`;
}
