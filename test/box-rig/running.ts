import { spawn, type ChildProcess } from "node:child_process";

export interface Ended {
  readonly exitCode: number | null;
  readonly out: Buffer;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of Node at work; without an input it has none. */
export class Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = "";

  constructor(
    args: readonly string[],
    options: { cwd: string; env?: NodeJS.ProcessEnv },
    input?: Buffer | string,
  ) {
    const child = spawn(process.execPath, args, {
      ...options,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    this.child = child;
    const kept: Record<"out" | "err", Buffer[]> = { out: [], err: [] };
    child.stdout?.on("data", (data: Buffer) => {
      kept.out.push(data);
      this.stdout += data.toString();
    });
    child.stderr?.on("data", (data: Buffer) => kept.err.push(data));
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
    this.ended = new Promise((done) =>
      child.once("close", (exitCode) => {
        const out = Buffer.concat(kept.out);
        done({ exitCode, out, stdout: out.toString(), stderr: Buffer.concat(kept.err).toString() });
      }),
    );
  }
}
