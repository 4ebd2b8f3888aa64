import type { Home } from "../../box/run-command/move-data";
import { openRunCommand } from "../run-on-box/run-command";
import type { DataHomeInputs, DataHomeOutputs } from "./inputs";
import { placeData } from "./place-data";

/** Asked for anew, or databases where there were none; where the box is and how long to wait only say how to get there. */
export function diff(before: Partial<DataHomeOutputs>, inputs: DataHomeInputs): { changes: boolean } {
  const first = inputs.databases && before.databases !== true;
  return { changes: before.serial !== inputs.serial || first };
}

export async function create(inputs: DataHomeInputs): Promise<{ id: string; outs: DataHomeOutputs }> {
  return { id: "data-home", outs: await placed(inputs) };
}

export async function update(inputs: DataHomeInputs): Promise<{ outs: DataHomeOutputs }> {
  return { outs: await placed(inputs) };
}

/** Without a box, or without databases, there is nothing to move: they are made where they shall be. */
async function placed(inputs: DataHomeInputs): Promise<DataHomeOutputs> {
  const { want, serial, databases, instanceId, region, profile, timeoutSeconds } = inputs;
  const at = instanceId === undefined || !databases ? want : await move(inputs, instanceId);
  return {
    ...{ want, serial, databases, region, timeoutSeconds },
    ...(profile !== undefined && { profile }),
    ...(instanceId !== undefined && { instanceId }),
    ...(at !== "stay" && { at }),
  };
}

function move(inputs: DataHomeInputs, instanceId: string): Promise<Home> {
  return placeData(inputs, openRunCommand({ ...inputs, instanceId }), {
    now: Date.now,
    sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    say: (line) => console.log(line),
  });
}
