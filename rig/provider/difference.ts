import type { ResourceType } from "./resource-types";

export type Properties = Readonly<Record<string, unknown>>;
export type ChangeKind = "ADD" | "DELETE" | "UPDATE";

export interface Change {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

/** Marks assets, archives and secrets in the engine's wire format; such values are compared as a whole. */
const signature = "4dabf18193072939515e22adb298388d";

/** Changes between two sets of inputs, down to the leaf, as the real providers report them. */
export function differences(rules: ResourceType, before: Properties, after: Properties): readonly Change[] {
  return leaves(withoutDefaults(before), withoutDefaults(after), "")
    .filter(({ path }) => !covered(rules.ignores ?? [], path))
    .map((change) => ({ ...change, replaces: covered(rules.replaces, change.path) }));
}

type Leaf = Omit<Change, "replaces">;

function leaves(before: unknown, after: unknown, path: string): readonly Leaf[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) =>
      leaves(before[index], after[index], `${path}[${index}]`),
    ).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].sort().flatMap((key) => leaves(before[key], after[key], join(path, key)));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, kind: kindOf(before, after) }];
}

function kindOf(before: unknown, after: unknown): ChangeKind {
  if (before === undefined) return "ADD";
  return after === undefined ? "DELETE" : "UPDATE";
}

/** Keys with dots or brackets, such as those of tags, are quoted as the engine expects. */
function join(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function covered(patterns: readonly string[], path: string): boolean {
  const plain = path.replace(/\[\d+\]/g, "");
  return patterns.some(
    (pattern) =>
      pattern === "*" ||
      plain === pattern ||
      plain.startsWith(`${pattern}.`) ||
      plain.startsWith(`${pattern}[`),
  );
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(signature in value);
}

function withoutDefaults(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__defaults"));
}
