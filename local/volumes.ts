import { existsSync } from "node:fs";
import { busyboxImage } from "./busybox";
import { docker } from "./docker";
import { writeIfChanged } from "./files";
import { helperArguments } from "./helpers";
import { projectLabel, type LocalProject } from "./project";

/** Docker's name of a volume of the project. */
export function volumeName({ name }: LocalProject, key: string): string {
  return `${name}_${key}`;
}

/** Volumes of the project that exist, running or not. */
export async function existingVolumes(project: LocalProject): Promise<readonly string[]> {
  const names = await docker(["volume", "ls", "--quiet", "--filter", `label=${projectLabel(project)}`]);
  return names.split("\n").filter(Boolean);
}

/** An empty volume that waits for its app's image to tell its owner; Compose refuses a file with one that is not there. */
export async function createVolume(project: LocalProject, key: string): Promise<void> {
  await docker(["volume", "create", "--label", projectLabel(project), volumeName(project, key)]);
}

/**
 * Makes a volume whose top folder belongs to `owner`, unless it was made before. Compose does not make them, so none of
 * its commands can remove them either. What is in an existing one is its app's own business.
 */
export async function makeVolume(
  project: LocalProject,
  key: string,
  owner: () => Promise<string>,
  mode = "0700",
): Promise<void> {
  const name = volumeName(project, key);
  const made = `${project.folder}/state/volumes/${key}`;
  if (existsSync(made) && (await existingVolumes(project)).includes(name)) return;
  const user = await owner();
  await createVolume(project, key);
  await docker([
    ...[
      "run",
      "--rm",
      ...helperArguments(project),
      "--network",
      "none",
      "--cap-drop",
      "ALL",
      "--cap-add",
      "CHOWN",
      "--cap-add",
      "FOWNER",
    ],
    ...["--volume", `${name}:/volume`, busyboxImage, "/bin/busybox", "sh", "-c"],
    `/bin/busybox chmod ${mode} /volume && /bin/busybox chown ${user} /volume`,
  ]);
  writeIfChanged(made, `${user}\n`);
}
