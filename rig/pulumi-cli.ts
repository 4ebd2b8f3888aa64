import { execFileSync, spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export const project = resolve(__dirname, "..");
const timeoutSeconds = 300;
/** After a polite interrupt the engine stops its plugins itself. */
const graceSeconds = 10;

/** When something dies, and what the process id of `pulumi` is used for then. */
export interface Death {
  readonly when: Promise<void>;
  readonly kill: (pulumi: number) => void;
}

/** Runs the real Pulumi CLI on the project, in place, and waits for its end, whatever it is, `death` included. */
export function runPulumi(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  death?: Death,
): Promise<CliResult> {
  const started = Date.now();
  const child = spawn("pulumi", ["-C", project, "--non-interactive", "--color", "never", ...args], {
    env: { ...process.env, ...env, PATH: `${toolFolders()}:${process.env["PATH"] ?? ""}` },
    stdio: ["ignore", "pipe", "pipe"],
    detached: death !== undefined,
  });
  void death?.when.then(() => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      death.kill(child.pid);
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const interrupt = setTimeout(() => child.kill("SIGINT"), timeoutSeconds * 1000);
  const kill = setTimeout(() => child.kill("SIGKILL"), (timeoutSeconds + graceSeconds) * 1000);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => {
      clearTimeout(interrupt);
      clearTimeout(kill);
      if (death && child.pid !== undefined) endGroup(child.pid);
      done({
        exitCode: code ?? -1,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        seconds: (Date.now() - started) / 1000,
      });
    });
  });
}

/** A killed engine leaves the process of the program behind, which waits for it for ever. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

let folders: string | undefined;

/** Folders of the CLI and of its language host, which need not be the same. */
export function toolFolders(): string {
  folders ??= ["pulumi", "pulumi-language-nodejs"].map((name) => dirname(toolPath(name))).join(":");
  return folders;
}

function toolPath(name: string): string {
  const script = join(project, "scripts/tool.sh");
  return execFileSync(script, [name], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}
