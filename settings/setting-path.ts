import { quoted } from "./quoted";

/** Keys and list indexes from the root of the settings to a value. */
export type SettingPath = readonly (string | number)[];

/** `apps[2].port`, as shown in problems; unusual keys are quoted, so that a path is always one line. */
export function formatPath(path: SettingPath): string {
  if (path.length === 0) return "settings";
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : formatKey(part, index === 0)))
    .join("");
}

/** The value at a path, or undefined; only own keys count. */
export function valueAt(root: unknown, path: SettingPath): unknown {
  return path.reduce((value: unknown, part) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    return (value as Record<string | number, unknown>)[part];
  }, root);
}

function formatKey(key: string, first: boolean): string {
  if (!/^[\w:-]{1,60}$/.test(key)) return `[${quoted(key)}]`;
  return first ? key : `.${key}`;
}
