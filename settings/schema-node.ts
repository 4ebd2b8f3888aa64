import type { z } from "zod";
import type { SettingPath } from "./setting-path";

/** A part of the schema, without the wrappers that only say optional or default. */
export type SchemaNode = z.core.$ZodTypes;

/** The node inside optional, default and prefault. */
export function unwrapped(node: z.core.$ZodType): SchemaNode {
  const { def } = (node as SchemaNode)._zod;
  const isWrapper = def.type === "optional" || def.type === "default" || def.type === "prefault";
  return isWrapper ? unwrapped(def.innerType) : (node as SchemaNode);
}

/** The node that describes the value at a path; undefined where the schema describes nothing. */
export function nodeAt(root: z.core.$ZodType, path: SettingPath): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((node, part) => node && childNode(node, part), unwrapped(root));
}

/** The keys a map may have; empty for anything else. */
export function knownKeys(node: SchemaNode | undefined): readonly string[] {
  const def = node?._zod.def;
  if (def?.type === "union") return def.options.flatMap((option) => knownKeys(unwrapped(option)));
  return def?.type === "object" ? Object.keys(def.shape) : [];
}

function childNode(node: SchemaNode, part: string | number): SchemaNode | undefined {
  const { def } = node._zod;
  if (def.type === "array") return unwrapped(def.element);
  if (def.type === "record") return unwrapped(def.valueType);
  if (def.type === "union") {
    return def.options
      .map((option) => childNode(unwrapped(option), part))
      .find((child) => child !== undefined);
  }
  const field = def.type === "object" && Object.hasOwn(def.shape, part) ? def.shape[part] : undefined;
  return field && unwrapped(field);
}
