import { makePlan } from "../plan/plan";
import type { Plan } from "../plan/types";
import { checkSettings } from "../settings/check";
import { readFacts } from "../settings/facts";
import { readStackFile } from "../settings/read-file";
import { setPath } from "../settings/set-path";

/** Name of the Pulumi project; the namespace of its settings. */
export const project = "ladder";

export interface StackOptions {
  readonly stack: string;
  readonly tier?: string;
  /** `path=value` changes on top of the stack file. */
  readonly set: readonly string[];
}

export interface LoadedStack {
  readonly plan: Plan;
  readonly region: string;
  /** Configuration as Pulumi's engine would hand it to the program. */
  readonly config: Readonly<Record<string, string>>;
}

/** Reads a stack file, applies the changes of the command line, checks it and makes the plan. Throws SettingsError. */
export function loadStack({ stack, tier, set }: StackOptions, projectDir = "."): LoadedStack {
  const { raw, region } = readStackFile(projectDir, stack);
  const changes = [...(tier === undefined ? [] : [`tier=${tier}`]), ...set];
  const changed = changes.reduce((settings, change) => setPath(settings, change), raw);
  const settings = checkSettings(changed, { stack });
  const plan = makePlan(settings, readFacts(settings, { project, stack, region }, projectDir));
  return { plan, region, config: engineConfig(changed, region) };
}

function engineConfig(raw: Readonly<Record<string, unknown>>, region: string): Record<string, string> {
  const entries = Object.entries(raw).map(([key, value]) => [
    `${project}:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { ...(Object.fromEntries(entries) as Record<string, string>), "aws:region": region };
}
