import { Box } from "../../rig/box";
import { LabMachine } from "../lab-machine";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** A machine in a container, booted from its user data. */
export const instance: Carrier = {
  imitates: ["userData", "tags"],
  async create(lab, { id, inputs }) {
    const userData = textInput(inputs, "userData");
    const box = await Box.ofUserData(lab.rig, id, userData, {
      volumeId: valueIn(userData, "VOLUME_ID"),
      bucket: valueIn(userData, "LADDER_BUCKET"),
    });
    lab.machines.set(id, new LabMachine(id, box, inputs["tags"], lab.versions));
    await box.start();
    return { privateIp: box.address };
  },
  async remove(lab, { id }) {
    await lab.machine(id).box.remove();
    lab.machines.delete(id);
  },
};

/** A line of the environment file in the user data. */
function valueIn(userData: string, name: string): string {
  const value = new RegExp(`${name}=(\\S+)`).exec(userData)?.[1];
  if (value === undefined) throw new Error(`the user data names no ${name}`);
  return value;
}
