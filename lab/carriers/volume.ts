import { rm } from "node:fs/promises";
import { Volume } from "../../rig/volume";
import type { Carrier } from "./carrier";

/** A sparse file as a loop device. Its final snapshot is that file. */
export const volume: Carrier = {
  imitates: ["finalSnapshot", "size"],
  async create(lab, { id, inputs }) {
    lab.volumes.set(id, await Volume.create(lab.rig.folder, id, Number(inputs["size"])));
    return {};
  },
  async remove(lab, { id, name, inputs }) {
    const volume = lab.volume(id);
    await volume.remove();
    if (inputs["finalSnapshot"] === true)
      await lab.snapshots.take(`snap-${id}`, `the volume ${name}`, () => undefined);
    else await rm(volume.file);
    lab.volumes.delete(id);
  },
};
