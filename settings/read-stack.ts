import { checkSettings } from "./check";
import { readStackFile } from "./read-file";
import type { Settings } from "./schema";
import { setPath } from "./set-path";
import type { Fields } from "./settings-view";
import type { StackSettings } from "./stack-settings";

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
  return checkStack(stack, readStackFile(projectDir, stack), assignments);
}

/** The same for settings that were read before. */
export function checkStack(
  stack: string,
  written: StackSettings,
  assignments: readonly string[] = [],
): CheckedStack {
  const region = assignments.reduce<unknown>((found, text) => assignedRegion(text) ?? found, written.region);
  const changes = assignments.filter((text) => assignedRegion(text) === undefined);
  const raw = changes.reduce<Fields>(setPath, written.raw);
  const settings = checkSettings(raw, { stack, region, keys: written.keys, secrets: "file" });
  // The check proved the region to be text.
  return { settings, raw, region: String(region) };
}

/** The region stands beside the settings, not among them. */
function assignedRegion(assignment: string): string | undefined {
  return /^aws:region=(?<region>.*)$/s.exec(assignment)?.groups?.region;
}
