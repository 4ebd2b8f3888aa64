import { quoted } from "./quoted";
import type { SettingPath } from "./setting-path";

/** A found value in words short enough for one line. Secrets are never shown. */
export function shownValue(value: unknown, path: SettingPath): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a map";
  if (isHidden(value, path)) return `a ${typeof value}, not shown`;
  return typeof value === "string" ? quoted(value) : String(value);
}

/** Names of secrets and of a parameter with one: text in their place may be the value itself. */
const namingKeys: readonly unknown[] = ["password", "webhook"];

/** Values of secrets, and text in place of a secret's name: it may be the value, put in the wrong place. */
function isHidden(value: unknown, path: SettingPath): boolean {
  const namesSecret = path.includes("secrets") || namingKeys.includes(path.at(-1));
  return path[0] === "secrets" || (namesSecret && typeof value === "string");
}
