import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { output } from "../../rig/command";

/** Where PostgreSQL puts its log aside, as prepare-data makes it, on the disk of its data; the container's options. */
export async function logVolume(folder: string, disk = folder): Promise<readonly string[]> {
  const log = join(disk, "wal");
  await output("install", ["-d", "-m", "0700", "-o", "999", "-g", "999", log]);
  if (disk !== folder) symlinkSync(log, join(folder, "wal"));
  return ["--volume", `${log}:/wal`];
}
