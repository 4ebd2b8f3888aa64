import type { DeployedStack } from "../plan/deployed";
import { planUpdate } from "../plan/plan-update";
import { assumedResources, rememberedAfter } from "../plan/switching/assumed";
import type { Declared } from "../plan/switching/declared";
import { memoryFrom } from "../plan/switching/memory";
import type { SwitchPlan } from "../plan/switching/steps";
import type { Plan } from "../plan/types";
import type { Tier } from "../settings/schema";
import { asPulumiConfig } from "../settings/config-values";
import { readFacts } from "../settings/facts";
import type { StackSettings } from "../settings/stack-settings";
import { checkStack, readStack, type CheckedStack } from "../settings/read-stack";
import { readExport } from "./switching/read-export";

/** Name of the Pulumi project; the namespace of its settings. */
export const project = "ladder";

export interface StackOptions {
  readonly stack: string;
  readonly tier?: string;
  /** `path=value` changes on top of the stack file. */
  readonly set: readonly string[];
  /** Tier that the stack is deployed on, to show a switch away from it. */
  readonly from?: Tier;
  /** File of `pulumi stack export`, for the same. */
  readonly deployed?: string;
}

export interface LoadedStack {
  readonly plan: Plan;
  /** What the update declares of each part. */
  readonly declared: Declared;
  /** What changes about who serves and where the data is; undefined when nothing does. */
  readonly switching?: SwitchPlan;
  readonly deployed: DeployedStack;
  /** What the update leaves the stack with. */
  readonly after: DeployedStack;
  /** The settings as written, with the values of secrets replaced. */
  readonly raw: CheckedStack["raw"];
  readonly region: string;
  /** Paths of given secrets that have no value yet and got a placeholder. */
  readonly unsetSecrets: readonly string[];
  /** Configuration as Pulumi's engine would hand it to the program. */
  readonly config: Readonly<Record<string, string>>;
}

const nothing: DeployedStack = { outputs: {}, resources: [] };

/** Reads a stack file, applies the changes of the command line, checks it and makes the plan. Throws SettingsError. */
export function loadStack(options: StackOptions, projectDir = "."): LoadedStack {
  const { stack, tier, set } = options;
  const changes = [...(tier === undefined ? [] : [`tier=${tier}`]), ...set];
  const checked = readStack(projectDir, stack, changes);
  return loaded(stack, checked, deployedOf(options, checked), projectDir);
}

/** The same for settings that were read already, by this process or by the running Pulumi program. */
export function withChanges(
  stack: string,
  written: StackSettings & { readonly deployed?: DeployedStack },
  changes: readonly string[],
  projectDir = ".",
): LoadedStack {
  return loaded(stack, checkStack(stack, written, changes), written.deployed ?? nothing, projectDir);
}

function deployedOf({ stack, from, deployed }: StackOptions, { settings }: CheckedStack): DeployedStack {
  if (deployed !== undefined) return readExport(deployed, { project, stack });
  if (from === undefined) return nothing;
  // On the same tier it can only be the databases that move; else they are assumed to be where the settings want them.
  const database = from === settings.tier ? "auto" : settings.database;
  return { outputs: { tier: from }, resources: assumedResources(from, database) };
}

function loaded(
  stack: string,
  { settings, raw, region, unsetSecrets }: CheckedStack,
  deployed: DeployedStack,
  projectDir: string,
): LoadedStack {
  const { plan, switching } = planUpdate(settings, deployed, (tiers) =>
    readFacts(settings, { project, stack, region }, tiers, projectDir),
  );
  const config = asPulumiConfig(raw, region);
  const after = {
    outputs: { tier: settings.tier },
    resources: rememberedAfter(plan.declared, memoryFrom(deployed.resources)),
  };
  return {
    plan: plan.serving,
    declared: plan.declared,
    switching,
    deployed,
    after,
    raw,
    region,
    unsetSecrets,
    config,
  };
}
