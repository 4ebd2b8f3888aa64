import { Volume } from "../../rig/volume";
import type { Carrier } from "./carrier";

/** A sparse file as a loop device. */
export const volume: Carrier = {
  imitates: ["size"],
  async create(lab, { id, inputs }) {
    lab.volumes.set(id, await Volume.create(lab.rig.folder, id, Number(inputs["size"])));
    return {};
  },
  async remove(lab, { id }) {
    await lab.volume(id).remove();
    lab.volumes.delete(id);
  },
};
