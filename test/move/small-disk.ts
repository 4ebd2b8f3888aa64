import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { output } from "../../rig/command";

/** A file system of its own that can be filled. Not in memory: a server's memory limit counts what lies there. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  static async create(folder: string, name: string, sizeMb: number): Promise<SmallDisk> {
    const path = join(folder, name);
    const image = `${path}.img`;
    mkdirSync(path);
    await output("truncate", ["--size", `${sizeMb}M`, image]);
    await output("mkfs.ext4", ["-q", "-m", "0", image]);
    await output("mount", ["-o", "loop", image, path]);
    await output("chmod", ["1777", path]);
    return new SmallDisk(path);
  }

  /** All but some megabytes. */
  async fill(leftMb: number): Promise<void> {
    const filler = join(this.path, "filler");
    const free = `$(df -m --output=avail ${this.path} | tail -n 1)`;
    const most = `fallocate --length $((${free} - ${Math.max(leftMb, 20)}))M ${filler}`;
    // What others write at the same time must not make this one fail.
    await output("bash", [
      "-c",
      leftMb > 0 ? most : `${most}; cat /dev/zero >>${filler} 2>/dev/null || true`,
    ]);
  }

  async empty(): Promise<void> {
    await output("rm", ["-f", join(this.path, "filler")]);
  }

  async remove(): Promise<void> {
    await output("umount", ["--lazy", this.path]);
  }
}
