import { checkSettings } from "./check";
import { readStackFile } from "./read-file";
import type { Settings } from "./schema";
import { setPath } from "./set-path";
import type { Fields } from "./settings-view";

export interface CheckedStack {
  readonly settings: Settings;
  readonly raw: Fields;
  readonly region: string;
}

/** A stack's settings from its file, with `--set` assignments, checked. Throws SettingsError with every problem. */
export function readStack(
  projectDir: string,
  stack: string,
  assignments: readonly string[] = [],
): CheckedStack {
  const file = readStackFile(projectDir, stack);
  const raw = assignments.reduce<Fields>(setPath, file.raw);
  const settings = checkSettings(raw, { stack, region: file.region });
  return { settings, raw, region: String(file.region) };
}
