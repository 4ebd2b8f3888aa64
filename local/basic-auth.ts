import { existsSync, readFileSync } from "node:fs";
import type { Plan } from "../plan/types";
import { docker } from "./docker";
import { makeMountedFolder, writeIfChanged } from "./files";
import { helperArguments } from "./helpers";
import type { LocalProject } from "./project";

/** App -> variable -> value. */
type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Writes what Caddy compares visitors' passwords with, and for the user who they are. Caddy itself makes the hash: the box's
 * way needs a library that not every machine has.
 */
export async function writeBasicAuth(
  { apps, box }: Plan,
  project: LocalProject,
  secrets: Secrets,
): Promise<void> {
  makeMountedFolder(`${project.folder}/basic-auth`);
  for (const { name, basicAuth } of apps) {
    if (!basicAuth) continue;
    const password = secrets[name]?.[basicAuth.password] ?? "";
    const visitor = `${basicAuth.user}:${password}\n`;
    const known = `${project.folder}/secrets/${name}.visitor`;
    const hashed = `${project.folder}/basic-auth/${name}`;
    // Each hash has a salt of its own, so it is made only for a new password.
    if (existsSync(hashed) && existsSync(known) && readFileSync(known, "utf8") === visitor) continue;
    const run = ["run", "--rm", "--interactive", "--network", "none", ...helperArguments(project)];
    const hash = await docker([...run, box.images.caddy, "caddy", "hash-password"], `${password}\n`);
    writeIfChanged(hashed, hash, 0o644);
    // Last: a run that was killed before makes the hash again.
    writeIfChanged(known, visitor);
  }
}
