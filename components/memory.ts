import * as pulumi from "@pulumi/pulumi";
import { type Latches, type LastSuccess, latchName, parts, recordName } from "../plan/switching/memory";

/**
 * STATEFUL: writes down which parts might exist, and waits until the state has it. Awaited before anything else is
 * registered: a failed update then never leaves a part that the next one does not know of.
 */
export async function writeLatches(latches: Latches): Promise<void> {
  for (const part of parts) await registered(remember(latchName(part), latches[part]));
}

/** STATEFUL: writes down what this update did, after everything that it registered. */
export function writeRecord(record: LastSuccess, after: readonly pulumi.Resource[]): void {
  remember(recordName, record, after);
}

/** A Stash keeps the first value that it was given until it is replaced. */
function remember(name: string, value: unknown, after: readonly pulumi.Resource[] = []): pulumi.Stash {
  return new pulumi.Stash(name, { input: value }, { replaceOnChanges: ["input"], dependsOn: [...after] });
}

function registered(resource: pulumi.Resource): Promise<unknown> {
  return new Promise((done) => {
    resource.urn.apply(done);
  });
}
