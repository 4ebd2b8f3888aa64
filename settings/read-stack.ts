import { checkSettings } from "./check";
import { secretPlaceholder } from "./encrypted-values";
import { SettingsError } from "./problems";
import { readStackFile } from "./read-file";
import type { Settings } from "./schema";
import { setPath } from "./set-path";
import type { Fields } from "./settings-view";
import type { StackSettings } from "./stack-settings";
import { unsetSecrets } from "./unset-secrets";

export interface CheckedStack {
  readonly settings: Settings;
  readonly raw: Fields;
  readonly region: string;
  /** Paths of given secrets that have no value yet and got a placeholder. */
  readonly unsetSecrets: readonly string[];
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
  refuseSecrets(changes);
  const changed = changes.reduce<Fields>(setPath, written.raw);
  const unset = unsetSecrets(changed);
  const raw = unset.reduce<Fields>(
    (filled, path) => setPath(filled, `${path}=${JSON.stringify(secretPlaceholder)}`),
    changed,
  );
  const settings = checkSettings(raw, { stack, region, keys: written.keys, secrets: "file" });
  // The check proved the region to be text.
  return { settings, raw, region: String(region), unsetSecrets: unset };
}

/** Whoever looks at a stack needs no values of secrets, and shells keep what was typed. Taking values out is no harm. */
function refuseSecrets(assignments: readonly string[]): void {
  const problems = assignments.flatMap((text) => {
    const path = /^(?:ladder:)?(?<path>secrets\b[^=]*)=./s.exec(text)?.groups?.path;
    if (path === undefined) return [];
    return [
      {
        path: `--set ${path}`,
        problem: "values of secrets are not taken from the command line",
        hint: "leave it out: a secret without a value is assumed here",
      },
    ];
  });
  if (problems.length > 0) throw new SettingsError(problems);
}

/** The region stands beside the settings, not among them. */
function assignedRegion(assignment: string): string | undefined {
  return /^aws:region=(?<region>.*)$/s.exec(assignment)?.groups?.region;
}
