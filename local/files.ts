import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LocalProblem } from "./problem";

/** A folder for its owner only. Inside, containers find the folders that are mounted into them whatever lies above. */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LocalProblem(`The folder ${path} cannot be made (${code ?? "unknown reason"}).`);
  }
}

/** Writes a file under a temporary name first; returns whether its content is new. */
export function writeIfChanged(path: string, text: string, mode = 0o600): boolean {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text, { mode });
  // The mode above is narrowed by the user's umask; containers read some files as another user.
  chmodSync(`${path}.new`, mode);
  renameSync(`${path}.new`, path);
  return true;
}

/** A folder that containers read as another user; only its owner gets through the private one around it. */
export function makeMountedFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}
