import { join } from "node:path";
import { output } from "./command";
import { released } from "./root-disk";

/** A data volume: a file as a loop device of this machine, which a box sees under the volume's id. */
export class Volume {
  private constructor(
    readonly id: string,
    readonly device: string,
    /** Stays when the volume is removed. */
    readonly file: string,
  ) {}

  static async create(folder: string, id: string, sizeGb = 1): Promise<Volume> {
    const file = join(folder, `${id}.volume`);
    await output("truncate", ["--size", `${sizeGb}G`, file]);
    return new Volume(id, await output("losetup", ["--find", "--show", file]), file);
  }

  async remove(): Promise<void> {
    await released(this.device);
    await output("losetup", ["--detach", this.device]);
  }
}
