import { makePlan } from "../plan/plan";
import type { Plan } from "../plan/types";
import { asPulumiConfig } from "../settings/config-values";
import { readFacts } from "../settings/facts";
import { checkStack, readStack, type CheckedStack } from "../settings/read-stack";

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
  /** The settings as written, with the values of secrets replaced. */
  readonly raw: CheckedStack["raw"];
  readonly region: string;
  /** Paths of given secrets that have no value yet and got a placeholder. */
  readonly unsetSecrets: readonly string[];
  /** Configuration as Pulumi's engine would hand it to the program. */
  readonly config: Readonly<Record<string, string>>;
}

/** Reads a stack file, applies the changes of the command line, checks it and makes the plan. Throws SettingsError. */
export function loadStack({ stack, tier, set }: StackOptions, projectDir = "."): LoadedStack {
  const changes = [...(tier === undefined ? [] : [`tier=${tier}`]), ...set];
  return loaded(stack, readStack(projectDir, stack, changes), projectDir);
}

/** The same for settings that were read already, by this process or by the running Pulumi program. */
export function withChanges(
  stack: string,
  written: Pick<CheckedStack, "raw" | "region">,
  changes: readonly string[],
  projectDir = ".",
): LoadedStack {
  return loaded(stack, checkStack(stack, written, changes), projectDir);
}

function loaded(
  stack: string,
  { settings, raw, region, unsetSecrets }: CheckedStack,
  projectDir: string,
): LoadedStack {
  const plan = makePlan(settings, readFacts(settings, { project, stack, region }, projectDir));
  return { plan, raw, region, unsetSecrets, config: asPulumiConfig(raw, region) };
}
