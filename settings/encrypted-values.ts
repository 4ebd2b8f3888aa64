import type { Problem } from "./problems";
import { formatPath, type SettingPath } from "./setting-path";
import { isFields } from "./settings-view";

/** Stands for a secret whose value is not known, as when the settings are read without the Pulumi CLI. */
export const secretPlaceholder = "[secret]";

/** An encrypted value in a place whose content is written out in plain text later. */
export function misplacedSecret(path: SettingPath): Problem {
  return {
    path: formatPath(path),
    problem: "holds an encrypted value; only values under secrets may be encrypted",
    hint: "name the variable in the app's secrets and set its value there",
  };
}

/** Puts the placeholder in place of every `{ secure: … }`, and tells where such values do not belong. */
export function withoutEncrypted(value: unknown, path: SettingPath, misplaced: Problem[]): unknown {
  if (isEncrypted(value)) {
    if (path[0] !== "secrets") misplaced.push(misplacedSecret(path));
    return secretPlaceholder;
  }
  if (Array.isArray(value))
    return value.map((item, index) => withoutEncrypted(item, [...path, index], misplaced));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [
    key,
    withoutEncrypted(child, [...path, key], misplaced),
  ]);
  return Object.fromEntries(entries);
}

function isEncrypted(value: unknown): boolean {
  return isFields(value) && typeof value.secure === "string" && Object.keys(value).length === 1;
}
