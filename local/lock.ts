import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { makePrivateFolder } from "./files";
import { LocalProblem } from "./problem";
import type { LocalProject } from "./project";

/** Does the work while no other run changes the project; one that was killed is in nobody's way. */
export async function locked<Result>(
  { folder }: Pick<LocalProject, "folder">,
  work: () => Promise<Result>,
): Promise<Result> {
  const file = `${folder}/lock`;
  makePrivateFolder(folder);
  take(file);
  try {
    return await work();
  } finally {
    unlock({ folder });
  }
}

/** Gives up the lock if it is this process's. */
export function unlock({ folder }: Pick<LocalProject, "folder">): void {
  const file = `${folder}/lock`;
  if (existsSync(file) && Number(readFileSync(file, "utf8")) === process.pid) rmSync(file);
}

function take(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const owner = Number(readFileSync(file, "utf8"));
    if (isAlive(owner)) {
      throw new LocalProblem(
        `Another run is at work on this stack (process ${owner}): wait for it, or end it.`,
      );
    }
    rmSync(file, { force: true });
    take(file);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
