import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { AppPlan, Plan } from "../plan/types";
import { upArguments, waitArguments } from "./data";
import { compose, outcomeOf } from "./docker";
import { lastLine } from "./docker-problem";
import { makeMountedFolder, writeIfChanged } from "./files";
import { helperArguments } from "./helpers";
import { LocalProblem } from "./problem";
import type { LocalProject } from "./project";

/** Caddy's own authority; whoever trusts it sees no warning in the browser. */
const authority = "/data/caddy/pki/authorities/local/root.crt";

/**
 * Puts a Caddyfile in place when Caddy finds it valid, starts Caddy or lets the running one take it without a break, and
 * removes the containers of apps that are no longer asked for.
 */
export async function serve(
  { apps, box }: Plan,
  project: LocalProject,
  caddyfile: string,
  edgeImage?: string,
): Promise<void> {
  makeMountedFolder(`${project.folder}/caddy`);
  writeUpstreams(apps, project);
  await install(project, caddyfile, edgeImage ?? box.images.caddy);
  await compose(project, [...upArguments, ...waitArguments, "--remove-orphans", "caddy"]);
  await reload(apps, project);
}

/** What was loaded is noted afterwards, so that a run that was killed before is made up for. */
async function reload(apps: readonly AppPlan[], project: LocalProject): Promise<void> {
  const { folder } = project;
  const passwords = apps.flatMap(({ name, basicAuth }) =>
    basicAuth ? [`${folder}/basic-auth/${name}`] : [],
  );
  const hash = createHash("sha256");
  for (const file of [`${folder}/caddy/Caddyfile`, ...passwords]) hash.update(readFileSync(file));
  const [wanted, record] = [`${hash.digest("hex")}\n`, `${folder}/caddy-loaded`];
  if (existsSync(record) && readFileSync(record, "utf8") === wanted) return;
  // Caddy compares the text of its configuration, and so would not notice a new hash.
  const command = [
    "caddy",
    "reload",
    "--force",
    "--config",
    "/etc/caddy/Caddyfile",
    "--adapter",
    "caddyfile",
  ];
  await compose(project, ["exec", "-T", "caddy", ...command]);
  writeIfChanged(record, wanted);
}

/** Writes the certificate of Caddy's authority beside the other files, for the user to trust; returns its path. */
export async function getAuthority(project: LocalProject): Promise<string> {
  const certificate = await compose(project, ["exec", "-T", "caddy", "cat", authority]);
  const file = `${project.folder}/root.crt`;
  writeIfChanged(file, `${certificate}\n`, 0o644);
  return file;
}

/** As box/programs/upstream.py: which container gets an app's requests. Here it is always the service of Compose. */
function writeUpstreams(apps: readonly AppPlan[], { folder }: LocalProject): void {
  makeMountedFolder(`${folder}/caddy/upstreams`);
  for (const { name, port } of apps) {
    if (port !== undefined) writeIfChanged(`${folder}/caddy/upstreams/${name}`, `${name}:${port}`, 0o644);
  }
}

async function install(project: LocalProject, caddyfile: string, image: string): Promise<void> {
  const { folder } = project;
  const file = `${folder}/caddy/Caddyfile`;
  if (existsSync(file) && readFileSync(file, "utf8") === caddyfile) return;
  makeMountedFolder(`${folder}/next`);
  writeIfChanged(`${folder}/next/Caddyfile`, caddyfile, 0o644);
  const validate = ["caddy", "validate", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"];
  const { status, stderr } = await outcomeOf("docker", [
    ...["run", "--rm", ...helperArguments(project), "--network", "none", "--env", "HOST_SUFFIX=localhost"],
    ...["--volume", `${folder}/basic-auth:/etc/basic-auth:ro`],
    ...["--volume", `${folder}/next:/etc/caddy:ro`, image, ...validate],
  ]);
  if (status !== 0) throw new LocalProblem(`The Caddyfile is not valid: ${lastLine(stderr)}`);
  writeIfChanged(file, caddyfile, 0o644);
}
