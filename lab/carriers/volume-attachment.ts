import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

export const volumeAttachment: Carrier = {
  imitates: ["instanceId", "volumeId"],
  async create(lab, { inputs }) {
    const { box } = lab.machine(textInput(inputs, "instanceId"));
    const volume = lab.volume(textInput(inputs, "volumeId"));
    if (box.volumeId !== volume.id)
      throw new Error(`the machine waits for ${box.volumeId}, as its user data says, and gets ${volume.id}`);
    await box.attach(volume);
    return {};
  },
  async remove(lab, { inputs }) {
    await lab.machine(textInput(inputs, "instanceId")).detach();
  },
};
