import { spawnSync } from "node:child_process";
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";

/** A holder writes its process id right after it got the lock, and takes it away before it gives it back. */
const looks = 10;
const betweenLooksMs = 100;

/**
 * One change of the lab at a time, from its first word to its last. The lock is the kernel's, on a file beside the lab's folder:
 * it ends with the process that holds it, however that ends. The file stays.
 */
export async function exclusively<Result>(folder: LabFolder, work: () => Promise<Result>): Promise<Result> {
  const lock = openSync(folder.changeLock, "a");
  try {
    await take(lock, folder);
    writeSync(lock, String(process.pid));
    try {
      return await work();
    } finally {
      ftruncateSync(lock);
    }
  } finally {
    closeSync(lock);
  }
}

async function take(lock: number, { changeLock }: LabFolder): Promise<void> {
  for (let look = 1; ; look += 1) {
    if (isTaken(lock)) {
      // What a killed holder wrote.
      ftruncateSync(lock);
      return;
    }
    const pid = readFileSync(changeLock, "utf8");
    // Another process has got it and not said yet who it is.
    if (look < looks && (pid === "" || !existsSync(`/proc/${pid}`))) await sleep(betweenLooksMs);
    else
      throw new LabProblem(`The lab is being changed already, by process ${pid}: wait until that has ended.`);
  }
}

/** A lock that flock(1) takes on an open file is that file's, so it outlives the program. */
function isTaken(lock: number): boolean {
  const flock = spawnSync("flock", ["--exclusive", "--nonblock", "3"], {
    stdio: ["ignore", "ignore", "pipe", lock],
  });
  if (flock.error) throw flock.error;
  const said = flock.stderr.toString().trim();
  if (said !== "") throw new Error(`the lab's lock: ${said}`);
  return flock.status === 0;
}
