import type { Plan } from "../plan/types";
import { docker } from "./docker";
import { makeMountedFolder, writeIfChanged } from "./files";
import { helperArguments } from "./helpers";
import type { LocalProject } from "./project";

/** App -> variable -> value. */
type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Writes what Caddy compares visitors' passwords with, and for the user who they are; returns whether anything is new.
 * Caddy itself makes the hash: the box's way needs a library that not every machine has.
 */
export async function writeBasicAuth(
  { apps, box }: Plan,
  project: LocalProject,
  secrets: Secrets,
): Promise<boolean> {
  makeMountedFolder(`${project.folder}/basic-auth`);
  let changed = false;
  for (const { name, basicAuth } of apps) {
    if (!basicAuth) continue;
    const password = secrets[name]?.[basicAuth.password] ?? "";
    const visitor = `${basicAuth.user}:${password}\n`;
    // Each hash has a salt of its own, so it is made only for a new password.
    if (!writeIfChanged(`${project.folder}/secrets/${name}.visitor`, visitor)) continue;
    const run = ["run", "--rm", "--interactive", "--network", "none", ...helperArguments(project)];
    const hash = await docker([...run, box.images.caddy, "caddy", "hash-password"], `${password}\n`);
    changed = writeIfChanged(`${project.folder}/basic-auth/${name}`, hash, 0o644) || changed;
  }
  return changed;
}
