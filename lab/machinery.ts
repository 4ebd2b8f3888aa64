import { spawn } from "node:child_process";
import { openSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LabFolder } from "./lab-folder";

export const project = resolve(__dirname, "..");
/** In the command line of the process that carries things out. */
export const serverProgram = "lab/serve.ts";
/** Of the script around it. */
export const scriptName = "test-box.sh";
const script = join(project, "scripts", scriptName);
/** The last of the rig's numbers: other runs take the lowest that is free. */
const slot = "7";

/** What the rig of that number is called, by Docker and in the cache. */
export const labLabel = `ladder-rig=${slot}`;

/** Starts the process that carries things out, inside the rig's script: it tidies up however that process ends. Resolves at its end. */
export function startMachinery({ log, path, script: pidFile }: LabFolder): Promise<void> {
  const file = openSync(log, "a");
  const program = [process.execPath, "--require", "./scripts/loader.cjs", join(project, serverProgram), path];
  const child = spawn("bash", [script, "--program", ...program], {
    ...{ cwd: project, detached: true, stdio: ["ignore", file, file] },
    env: { ...process.env, LADDER_RIG_SLOT: slot },
  });
  writeFileSync(pidFile, String(child.pid));
  child.unref();
  return new Promise((done) => child.once("exit", () => done()));
}

/** Waits for the end of that script, and removes what a killed one left. Throws with what it says when it cannot. */
export function removeRemains(): Promise<void> {
  const child = spawn("bash", [script, "--remains"], {
    ...{ cwd: project, stdio: ["ignore", "ignore", "pipe"] },
    env: { ...process.env, LADDER_RIG_SLOT: slot },
  });
  let said = "";
  child.stderr?.on("data", (part: Buffer) => (said += part.toString()));
  return new Promise((done, failed) =>
    child.once("error", failed).once("close", (code) => {
      if (code === 0) done();
      else failed(new Error(`what the lab left could not be removed: ${said.trim()}`));
    }),
  );
}
