import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { output, until } from "./command";

/** What of a machine's root lies on its disk: all that changes there. The programs in /usr come from the image. */
const folders = ["etc", "opt", "srv", "var"] as const;

/** A machine's root disk: a file system of its own in a file, mounted on this machine and bound into the container. */
export class RootDisk {
  private constructor(
    private readonly device: string,
    private readonly folder: string,
  ) {}

  /** A copy of the disk that images/make.sh prepared. */
  static async copy(prepared: string, machine: string): Promise<RootDisk> {
    const [file, folder] = [join(machine, "root.disk"), join(machine, "root")];
    await output("cp", ["--sparse=always", prepared, file]);
    await mkdir(folder, { recursive: true });
    const disk = new RootDisk(await output("losetup", ["--find", "--show", file]), folder);
    await disk.mount();
    return disk;
  }

  /** Docker's options that make the container's folders those of the disk. */
  get options(): readonly string[] {
    return folders.flatMap((name) => ["--volume", `${join(this.folder, name)}:/${name}`]);
  }

  async mount(): Promise<void> {
    await output("mount", [this.device, this.folder]);
  }

  async unmount(): Promise<void> {
    await output("umount", [this.folder]);
    await released(this.device);
  }

  async remove(): Promise<void> {
    await this.unmount();
    await output("losetup", ["--detach", this.device]);
  }
}

/** Waits until no mount of any container holds the file system of this device. */
export async function released(device: string): Promise<void> {
  const entry = join("/proc/fs/ext4", basename(device));
  await until(`${device} is not in use`, 60, () => Promise.resolve(!existsSync(entry)));
}

/**
 * A program of Python after which what the kernel still holds for the disks is lost: the request that file system tests stage a
 * crash with.
 */
export const loseUnsyncedWrites = `
import fcntl, os, struct
for path in ("/data", "/var"):
    if os.path.ismount(path):
        fcntl.ioctl(os.open(path, os.O_RDONLY), 0x8004587D, struct.pack("I", 2))
`;
