import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** An address of the lab's network that no machine has yet. */
export const address: Carrier = {
  imitates: [],
  create(lab, { id }) {
    const publicIp = lab.rig.freeAddress();
    lab.addresses.set(id, publicIp);
    return Promise.resolve({ publicIp });
  },
  remove(lab, { id }) {
    lab.addresses.delete(id);
    return Promise.resolve();
  },
};

/** The machine answers under its own address and under this one. */
export const addressAssociation: Carrier = {
  imitates: ["allocationId", "instanceId"],
  async create(lab, { inputs }) {
    const publicIp = lab.address(textInput(inputs, "allocationId"));
    await lab.machine(textInput(inputs, "instanceId")).take(publicIp);
    return { publicIp };
  },
  async remove(lab, { inputs }) {
    await lab.machine(textInput(inputs, "instanceId")).giveUpAddress();
  },
};
