import { until } from "../rig/command";
import { ask } from "./ask";
import { firstAnswer } from "./first-answer";
import type { LabFolder } from "./lab-folder";
import { boxIsStopped, type MachineOrder, noBox } from "./lab-machine";
import { LabProblem } from "./lab-problem";
import type { LabStatus } from "./lab-status";
import type { Busy } from "./under-visitors";

/** A lab whose box is to be switched. */
export type BoxPlace = Pick<Busy, "folder" | "about" | "steps">;

/** A boot that starts every app, on a machine that others use, too. */
const bootSeconds = 300;

/** Refuses where no box runs, before anybody waits for what it would answer. */
export async function mustRun({ socket }: LabFolder): Promise<void> {
  const { machines } = await ask<LabStatus>(socket, "/status");
  if (machines.length === 0) throw new LabProblem(noBox);
  if (!machines.every(({ isOn }) => isOn)) throw new LabProblem(boxIsStopped);
}

/** Shuts the box down, as stopping the instance does; the volume and the address stay its own. */
export function stopBox({ folder, steps }: BoxPlace): Promise<void> {
  return order("stop", "stopping the box", { folder, steps });
}

/** Boots the stopped box again, and waits until it has applied its bundle and the first app answers. */
export async function startBox(place: BoxPlace): Promise<void> {
  await order("start", "booting the box", place);
  await untilServes(place);
}

/** Cuts its power and boots it on other hardware, as EC2 recovers an instance: what was only in memory is lost. */
export async function recoverBox(place: BoxPlace): Promise<void> {
  await cutPower(place);
  await untilServes(place);
}

/** The same without waiting until it serves: a move that was interrupted may keep its apps closed. */
export function cutPower(place: BoxPlace): Promise<void> {
  return order("recover", "cutting the box's power", place);
}

async function order(
  what: MachineOrder,
  step: string,
  { folder, steps }: Omit<BoxPlace, "about">,
): Promise<void> {
  await steps.step(step, () => ask(folder.socket, "/machine", what));
}

async function untilServes({ folder, about, steps }: BoxPlace): Promise<void> {
  const serves = async () => {
    const { machines } = await ask<LabStatus>(folder.socket, "/status");
    return machines.every(({ result }) => result?.ok === true);
  };
  await steps.step("waiting for the box to apply its bundle", () =>
    until("the box applies its bundle", bootSeconds, serves),
  );
  await steps.step("waiting for the first answer over HTTPS", () => firstAnswer(folder, about, bootSeconds));
}
