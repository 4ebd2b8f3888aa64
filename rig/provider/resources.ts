import { logCall, type ProviderCall } from "./call-log";
import { found, giveUp, keep, take } from "./cloud";
import { failOnDemand, type Operation } from "./control";
import type { Properties } from "./difference";
import { createdState, plannedState, updatedState } from "./outputs";
import { resourceType } from "./resource-types";

export interface Target {
  readonly type: string;
  readonly name: string;
}

/** Settings by which a cloud itself refuses to delete. */
const protections = ["deletionProtection", "enableDeletionProtection", "disableApiTermination"];

export function targetOf(urn: string): Target {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

/** Creates a resource; in preview only says what it would look like. */
export function create(
  target: Target,
  inputs: Properties,
  preview: boolean,
): { id: string; state: Properties } {
  const rules = resourceType(target.type);
  if (preview) return { id: "", state: plannedState(rules, inputs) };
  return logged("create", target, { inputs }, () => {
    take(target.type, rules, inputs);
    return createdState(rules, inputs, target.name);
  });
}

export function update(
  target: Target,
  id: string,
  change: { readonly before: Properties; readonly inputs: Properties },
  preview: boolean,
): Properties {
  const rules = resourceType(target.type);
  if (preview) return updatedState(rules, change.before, change.inputs, true);
  return logged("update", target, { id, inputs: change.inputs }, () => {
    keep(target.type, rules, change.inputs);
    return updatedState(rules, change.before, change.inputs, false);
  });
}

/** What the cloud knows of a name, for an import; undefined when there is no such resource. */
export function find(target: Target, id: string): { inputs: Properties; state: Properties } | undefined {
  const inputs = found(target.type, id);
  return inputs && { inputs, state: createdState(resourceType(target.type), inputs, target.name).state };
}

export function remove(target: Target, id: string, state: Properties): void {
  logged("delete", target, { id }, () => {
    const protection = protections.find((setting) => state[setting] === true);
    if (protection) throw new Error(`${target.name} (${id}) cannot be deleted while ${protection} is on`);
    giveUp(target.type, resourceType(target.type), state);
  });
}

function logged<T>(operation: Operation, target: Target, details: Partial<ProviderCall>, work: () => T): T {
  const call = { operation, ...target, ...details };
  try {
    failOnDemand(operation, target.type, target.name);
    const result = work();
    logCall(call);
    return result;
  } catch (error) {
    logCall({ ...call, failed: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
