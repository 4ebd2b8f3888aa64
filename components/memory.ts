import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Declared } from "../plan/switching/declared";
import {
  askedName,
  dataAtName,
  type LastSuccess,
  latchName,
  parts,
  recordName,
  servingName,
  workersName,
} from "../plan/switching/memory";
import type { Tier } from "../settings/schema";
import { StateError } from "../settings/state-error";

/**
 * STATEFUL: writes down which parts might exist and where the data may go, and waits until the state has it. Awaited before
 * anything else is registered: a failed update then never leaves a part that the next one does not know of. Throws StateError
 * when this update leaves one of them out, as with `pulumi up --target`.
 */
export async function writeLatches({
  latches,
  asked,
  workers,
}: Pick<Declared, "latches" | "asked" | "workers">): Promise<void> {
  for (const part of parts) await write(latchName(part), latches[part]);
  await write(askedName, asked);
  await write(workersName, workers.latch);
}

async function write(name: string, value: unknown): Promise<void> {
  const latch = remember(name, value);
  await new Promise((done) => latch.urn.apply(done));
  // The engine hands over what the state has then. Without one nothing is left out.
  const output = latch.output as pulumi.Output<unknown> & { readonly isKnown: Promise<boolean> };
  if (!pulumi.runtime.hasEngine() || !(await output.isKnown)) return;
  const held = await new Promise((done) => output.apply(done));
  if (!isDeepStrictEqual(held, value)) throw new StateError(leftOut(name));
}

function leftOut(name: string): string {
  return `This update would change which tiers and databases there are, and leave out what the stack remembers of that (${name}), so that a later one could forget them. Nothing was touched. Run pulumi up without --target and --exclude, or put tier, database and retire back.`;
}

/**
 * Gives the stack outputs before its resources are made: an update that fails keeps those of the last one, and a first
 * one leaves a stack that `deployedStack` may ask about.
 */
export function keepOutputs(before: Readonly<Record<string, unknown>>, tier: string): void {
  const stack = pulumi.runtime.getStackResource();
  if (!stack) return;
  pulumi.runtime.registerResourceOutputs(stack, Object.keys(before).length > 0 ? before : { tier });
}

/** What a finished update did. */
interface Success {
  readonly record: LastSuccess;
  readonly serving: Tier;
  /** Where the databases are; undefined without any. */
  readonly dataAt?: pulumi.Output<string | undefined>;
}

/**
 * Watches what is registered from now on. The returned function, called last, writes down what this update did as soon
 * as all of that is done. STATEFUL.
 */
export function watchForRecord(): (success: Success) => void {
  const seen: pulumi.Resource[] = [];
  pulumi.runtime.registerStackTransformation(({ resource }) => {
    seen.push(resource);
    return undefined;
  });
  return ({ record, serving, dataAt }) => {
    const all = seen.filter(pulumi.CustomResource.isInstance);
    remember(recordName, record, all);
    // The engine dates a value when it is written: no clock is needed, and an update that changes neither writes neither.
    remember(servingName, serving, all);
    if (dataAt) remember(dataAtName, dataAt);
  };
}

/** A Stash keeps the first value that it was given until it is replaced. */
function remember(name: string, value: unknown, after: readonly pulumi.Resource[] = []): pulumi.Stash {
  return new pulumi.Stash(name, { input: value }, { replaceOnChanges: ["input"], dependsOn: [...after] });
}
