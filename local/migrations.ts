import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { busyboxInside } from "../box/compose/app-service";
import type { AppPlan, Plan } from "../plan/types";
import { composeArguments, type LocalProject } from "./project";
import { docker, outcomeOf } from "./docker";
import { writeIfChanged } from "./files";
import { localImage, type LeftOut } from "./images";
import type { Steps } from "./steps";
import { existingVolumes } from "./volumes";

/** The image's own shell where there is one; busybox brings its own for images without. As in box/programs/migrate. */
const inside = 'if [ -x /bin/sh ]; then exec /bin/sh -c "$1"; fi; eval "$1"';
const patienceSeconds = 1800;
const reasonLines = 8;

/**
 * Runs each app's migration once per image and command, before that version serves. Returns the apps whose migration
 * failed: one that runs already keeps its version.
 */
export async function migrate(
  { apps }: Plan,
  project: LocalProject,
  names: readonly string[],
  steps: Steps,
): Promise<LeftOut> {
  const data = await ageOfData(project);
  const failed: Record<string, string> = {};
  for (const app of apps.filter(({ name }) => names.includes(name))) {
    if (app.migrate === undefined) continue;
    const record = `${project.folder}/state/migrations/${app.name}/${await versionOf(app, project, data)}`;
    if (existsSync(record)) continue;
    const command = app.migrate;
    const reason = await steps.step(`migrating ${app.name}`, () => run(app.name, command, project));
    if (reason === undefined) writeIfChanged(record, "");
    else failed[app.name] = reason;
  }
  return failed;
}

/** Changes when volumes are made anew, so that a new database is migrated again. */
async function ageOfData(project: LocalProject): Promise<string> {
  const volumes = await existingVolumes(project);
  const databases = volumes.filter((name) => name.startsWith(`${project.name}_postgres.`));
  if (databases.length === 0) return "";
  return docker(["volume", "inspect", "--format", "{{.CreatedAt}}", ...databases]);
}

async function versionOf(app: AppPlan, project: LocalProject, data: string): Promise<string> {
  const id = await docker(["image", "inspect", "--format", "{{.Id}}", localImage(app, project) ?? ""]);
  return createHash("sha256").update(`${id}\n${app.migrate}\n${data}`).digest("hex");
}

async function run(app: string, command: string, project: LocalProject): Promise<string | undefined> {
  const { status, stdout, stderr } = await outcomeOf("docker", [
    ...composeArguments(project),
    ...["run", "--rm", "--no-deps", "-T", "--entrypoint", busyboxInside, app],
    ...["timeout", String(patienceSeconds), busyboxInside, "sh", "-c", inside, "migrate", command],
  ]);
  if (status === 0) return undefined;
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  return `its migration failed:\n${lines.slice(-reasonLines).join("\n")}`;
}
