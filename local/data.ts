import { readFileSync } from "node:fs";
import { boxDocument } from "../box/box-document";
import { dataUser } from "../box/compose/postgres-service";
import { busyboxInside } from "../box/compose/app-service";
import { volumeFolder } from "../box/paths";
import type { Plan } from "../plan/types";
import { fillDatabaseFolder } from "./database-folder";
import { volumeKey } from "./differences";
import { compose, docker } from "./docker";
import { helperArguments } from "./helpers";
import { localImage } from "./images";
import type { LocalProject } from "./project";
import { createVolume, makeVolume } from "./volumes";

/** Seconds that a service or an app has to become healthy. */
export const waitArguments = ["--wait", "--wait-timeout", "300"] as const;

/** A container exactly as in the Compose file, from an image that is there. */
export const upArguments = ["up", "--detach", "--no-build", "--pull", "never", "--no-deps"] as const;

/** Makes every volume; those of apps without an image get their owner later. Owners are as on the box: the user the image runs as. */
export async function makeVolumes(
  plan: Plan,
  project: LocalProject,
  names: readonly string[],
): Promise<void> {
  const { dataServices } = JSON.parse(boxDocument(plan)) as { dataServices: Record<string, string> };
  for (const key of ["caddy.data", "caddy.config"]) await makeVolume(project, key, async () => "0:0");
  for (const folder of Object.values(dataServices)) {
    await makeVolume(project, volumeKey(folder), async () => dataUser);
  }
  for (const app of plan.apps) {
    const image = localImage(app, project) ?? "";
    for (const { name } of app.volumes) {
      const key = volumeKey(volumeFolder(app.name, name));
      if (!names.includes(app.name)) await createVolume(project, key);
      else await makeVolume(project, key, () => userOf(image, project), "0750");
    }
  }
}

function userOf(image: string, project: LocalProject): Promise<string> {
  return docker([
    ...["run", "--rm", ...helperArguments(project), "--network", "none", "--cap-drop", "ALL"],
    ...["--volume", `${project.folder}/busybox:${busyboxInside}:ro`, "--entrypoint", busyboxInside, image],
    ...["sh", "-c", `echo "$(${busyboxInside} id -u):$(${busyboxInside} id -g)"`],
  ]);
}

/** Starts PostgreSQL and Redis with a database, a role and a user per app, all as on the box. */
export async function startDataServices(plan: Plan, project: LocalProject): Promise<void> {
  if (plan.apps.some((app) => app.database)) {
    await fillDatabaseFolder(project);
    await compose(project, [...upArguments, ...waitArguments, "postgres"]);
    const sql = readFileSync(`${project.folder}/secrets/databases.sql`, "utf8");
    const psql = ["psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--username", "postgres"];
    await compose(project, ["exec", "-T", "postgres", ...psql, "--output", "/dev/null"], sql);
  }
  if (plan.apps.some((app) => app.cache)) {
    await compose(project, [...upArguments, ...waitArguments, "redis"]);
    const redis = ["redis-cli", "-e", "--user", "ladder", "ACL", "LOAD"];
    await compose(project, ["exec", "-T", "redis", ...redis]);
  }
}
