import { spawn, type ChildProcess } from "node:child_process";
import { until, type Outcome } from "../../rig/command";

/** A move that goes on while a test does something to it. */
export class RunningMove {
  readonly ended: Promise<Outcome>;
  /** What it said, and when: milliseconds since it began. */
  readonly lines: { readonly ms: number; readonly text: string }[] = [];
  private readonly process: ChildProcess;
  private stderr = "";
  private over = false;

  constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.process = spawn("python3", args, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    this.process.stdout?.on("data", (part: Buffer) => (stdout += part.toString()));
    const begun = performance.now();
    this.process.stderr?.on("data", (part: Buffer) => {
      this.stderr += part.toString();
      const ms = performance.now() - begun;
      for (const text of part.toString().split("\n")) if (text !== "") this.lines.push({ ms, text });
    });
    this.ended = new Promise((resolve) =>
      this.process.once("close", (status) => {
        this.over = true;
        resolve({ status, stdout, stderr: this.stderr });
      }),
    );
  }

  /** Waits until the program said so, which it must before it ends. */
  async said(words: string): Promise<void> {
    await until(`the move says ${words}`, 120, () => {
      if (this.over && !this.stderr.includes(words))
        throw new Error(`ended without ${words}:\n${this.stderr}`);
      return Promise.resolve(this.stderr.includes(words));
    });
  }

  signal(name: "SIGKILL" | "SIGTERM"): void {
    this.process.kill(name);
  }

  get pid(): number {
    return this.process.pid ?? NaN;
  }

  get running(): boolean {
    return !this.over;
  }
}
