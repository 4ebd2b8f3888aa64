import { applyOnBox } from "./apply-on-box";
import type { Inputs, Outputs } from "./inputs";
import { openRunCommand } from "./run-command";

/** Another bundle or another box; the other inputs only say how to get there. */
const decisive = ["bundleVersion", "bundleUpload", "instanceId"] as const;

export function diff(before: Partial<Outputs>, inputs: Inputs): { changes: boolean } {
  return { changes: decisive.some((name) => before[name] !== inputs[name]) };
}

export async function create(inputs: Inputs): Promise<{ id: string; outs: Outputs }> {
  return { id: "box", ...(await update(inputs)) };
}

export async function update(inputs: Inputs): Promise<{ outs: Outputs }> {
  const { version, states, databaseBytes } = await applyOnBox(inputs, openRunCommand(inputs), {
    now: Date.now,
    sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    say: (line) => console.log(line),
  });
  const { instanceId, region, bundleVersion, bundleUpload, timeoutSeconds, profile } = inputs;
  return {
    outs: {
      instanceId,
      region,
      bundleVersion,
      bundleUpload,
      timeoutSeconds,
      ...(profile !== undefined && { profile }),
      appliedVersion: version,
      states,
      ...(databaseBytes !== undefined && {
        databaseBytes,
        databaseBytesAsOf: new Date().toISOString().slice(0, 10),
      }),
    },
  };
}
