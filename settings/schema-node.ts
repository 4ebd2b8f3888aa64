import type { z } from "zod";
import type { SettingPath } from "./setting-path";

/** A part of the schema, without the wrappers that only say optional or default. */
export type SchemaNode = z.core.$ZodTypes;

/** The node inside optional, default and prefault. */
export function unwrapped(node: z.core.$ZodType): SchemaNode {
  const { def } = (node as SchemaNode)._zod;
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return unwrapped(def.innerType);
    default:
      return node as SchemaNode;
  }
}

/** The node that describes the value at a path; undefined where the schema describes nothing. */
export function nodeAt(root: z.core.$ZodType, path: SettingPath): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((node, part) => node && childNode(node, part), unwrapped(root));
}

/** The keys a map may have; empty for anything else. */
export function knownKeys(node: SchemaNode | undefined): readonly string[] {
  return node?._zod.def.type === "object" ? Object.keys(node._zod.def.shape) : [];
}

function childNode(node: SchemaNode, part: string | number): SchemaNode | undefined {
  const { def } = node._zod;
  switch (def.type) {
    case "object":
      return Object.hasOwn(def.shape, part) ? unwrapped(def.shape[part] as z.core.$ZodType) : undefined;
    case "array":
      return unwrapped(def.element);
    case "record":
      return unwrapped(def.valueType);
    case "union":
      return def.options
        .map((option) => childNode(unwrapped(option), part))
        .find((child) => child !== undefined);
    default:
      return undefined;
  }
}
