import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import type { LocalStack } from "../../local/up";
import { output, type Outcome } from "../../rig/command";
import type { Portfolio } from "./portfolio";

const root = resolve(__dirname, "../..");

/** A process of `npm run local` in a portfolio's folder. */
export class Ladder {
  readonly process: ChildProcess;
  stdout = "";
  stderr = "";
  readonly ended: Promise<Outcome>;

  constructor({ folder, stack }: Portfolio, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const program = ["--require", `${root}/scripts/loader.cjs`, `${root}/cli/local.ts`, "--stack", stack];
    this.process = spawn(process.execPath, [...program, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a signal can reach its children as a terminal's ^C does.
      detached: true,
    });
    this.process.stdout?.on("data", (part: Buffer) => (this.stdout += part.toString()));
    this.process.stderr?.on("data", (part: Buffer) => (this.stderr += part.toString()));
    this.ended = new Promise((done) =>
      this.process.once("close", (status) => done({ status, stdout: this.stdout, stderr: this.stderr })),
    );
  }

  /** Sends a signal to the whole group. */
  async signal(signal: NodeJS.Signals): Promise<Outcome> {
    if (this.process.pid !== undefined) process.kill(-this.process.pid, signal);
    return this.ended;
  }
}

export function local(portfolio: Portfolio, ...args: readonly string[]): Promise<Outcome> {
  return new Ladder(portfolio, args).ended;
}

/** Runs the portfolio and reads what it says; anything but exit codes 0 and 1 is an error. */
export async function runs(portfolio: Portfolio, ...args: readonly string[]): Promise<LocalStack> {
  const { status, stdout, stderr } = await local(portfolio, "--json", ...args);
  if (status === null || status > 1 || stdout === "") throw new Error(`${status}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout) as LocalStack;
}

/** App -> its state. */
export function statesOf({ apps }: LocalStack): Readonly<Record<string, string>> {
  return Object.fromEntries(apps.map(({ name, state }) => [name, state]));
}

/** Name of a running container -> its id and when it started. */
export async function containersOf({ project }: Portfolio): Promise<Readonly<Record<string, string>>> {
  const ids = await output("docker", [
    "ps",
    "--quiet",
    "--filter",
    `label=com.docker.compose.project=${project}`,
  ]);
  if (ids === "") return {};
  const format = "{{.Name}} {{.Id}} {{.State.StartedAt}}";
  const text = await output("docker", ["inspect", "--format", format, ...ids.split("\n")]);
  const rows = text.split("\n").map((row) => /^\/(\S+) (.*)$/.exec(row));
  return Object.fromEntries(rows.map((row) => [row?.[1] ?? "", row?.[2] ?? ""]));
}

/** Output of a program inside an app's container. */
export function inApp({ project }: Portfolio, app: string, ...command: readonly string[]): Promise<string> {
  return output("docker", ["exec", `${project}-${app}-1`, ...command]);
}
