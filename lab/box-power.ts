import { until } from "../rig/command";
import { ask } from "./ask";
import { firstAnswer } from "./first-answer";
import type { MachineOrder } from "./lab-machine";
import type { LabStatus } from "./lab-status";
import type { Busy } from "./under-visitors";

type Place = Pick<Busy, "folder" | "about" | "steps">;

/** A boot that starts every app, on a machine that others use, too. */
const bootSeconds = 300;

/** Shuts the box down, as stopping the instance does; the volume and the address stay its own. */
export function stopBox({ folder, steps }: Place): Promise<void> {
  return order("stop", "stopping the box", { folder, steps });
}

/** Boots the stopped box again, and waits until it has applied its bundle and the first app answers. */
export async function startBox(place: Place): Promise<void> {
  await order("start", "booting the box", place);
  await untilServes(place);
}

/** Cuts its power and boots it on other hardware, as EC2 recovers an instance: what was only in memory is lost. */
export async function recoverBox(place: Place): Promise<void> {
  await order("recover", "cutting the box's power", place);
  await untilServes(place);
}

async function order(
  what: MachineOrder,
  step: string,
  { folder, steps }: Omit<Place, "about">,
): Promise<void> {
  await steps.step(step, () => ask(folder.socket, "/machine", what));
}

async function untilServes({ folder, about, steps }: Place): Promise<void> {
  const serves = async () => {
    const { machines } = await ask<LabStatus>(folder.socket, "/status");
    return machines.every(({ result }) => result?.ok === true);
  };
  await steps.step("waiting for the box to apply its bundle", () =>
    until("the box applies its bundle", bootSeconds, serves),
  );
  await steps.step("waiting for the first answer over HTTPS", () => firstAnswer(folder, about, bootSeconds));
}
