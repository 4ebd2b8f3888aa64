import { existsSync, readdirSync, rmSync } from "node:fs";
import { docker, outcomeOf } from "./docker";
import { removeHelpers } from "./helpers";
import { builtImages } from "./images";
import { checkDocker } from "./prerequisites";
import type { LocalProject } from "./project";
import { existingVolumes } from "./volumes";

/** Stops and removes the containers and networks of the stack, found by their labels; data and secrets stay. */
export async function down(project: LocalProject): Promise<void> {
  await checkDocker();
  await removeHelpers(project);
  const filter = ["--quiet", "--filter", `label=com.docker.compose.project=${project.name}`];
  const containers = lines(await docker(["ps", "--all", ...filter]));
  // Each gets the time to stop that the Compose file gave it.
  if (containers.length > 0) await docker(["stop", ...containers]);
  if (containers.length > 0) await docker(["rm", "--volumes", ...containers]);
  const networks = lines(await docker(["network", "ls", ...filter]));
  if (networks.length > 0) await docker(["network", "rm", ...networks]);
}

/** Removes all data of the stack, its secrets and its built images; what the user gave stays. */
export async function deleteData(project: LocalProject): Promise<void> {
  const volumes = await existingVolumes(project);
  if (volumes.length > 0) await docker(["volume", "rm", ...volumes]);
  const images = await builtImages(project);
  if (images.length > 0) await outcomeOf("docker", ["image", "rm", ...images]);
  if (!existsSync(project.folder)) return;
  for (const name of readdirSync(project.folder)) {
    if (name !== "given.env" && name !== "lock") rmSync(`${project.folder}/${name}`, { recursive: true });
  }
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter(Boolean);
}
