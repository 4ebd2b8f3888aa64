import { existsSync, renameSync, rmSync } from "node:fs";
import { docker } from "./docker";
import localImages from "./data/local-images.json";
import { helperArguments } from "./helpers";
import { pull } from "./pull";
import type { LocalProject } from "./project";

/** Image of the static busybox that checks apps of any image; the box has Ubuntu's. */
export const busyboxImage = localImages.busybox;

/** Takes busybox out of its image, once: apps get it as the same single file as on the box. */
export async function getBusybox(project: LocalProject): Promise<void> {
  await pull(busyboxImage);
  const file = `${project.folder}/busybox`;
  if (existsSync(file)) return;
  const container = await docker(["create", ...helperArguments(project), busyboxImage, "/bin/busybox"]);
  try {
    rmSync(`${file}.new`, { force: true });
    await docker(["cp", `${container}:/bin/busybox`, `${file}.new`]);
  } finally {
    await docker(["rm", container]);
  }
  renameSync(`${file}.new`, file);
}
