import { spawn } from "node:child_process";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; a failing one is an outcome, not an error. */
export function outcomeOf(
  program: string,
  args: readonly string[],
  input: string | Buffer = "",
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "pipe" });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.once("error", reject).once("close", (status) => resolve({ status, stdout, stderr }));
    child.stdin.on("error", () => undefined).end(input);
  });
}

/** Its output; a failing program is an error with what it said. */
export async function output(program: string, args: readonly string[], input = ""): Promise<string> {
  const { status, stdout, stderr } = await outcomeOf(program, args, input);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${status}\n${stdout}\n${stderr}`);
  return stdout.trim();
}

/**
 * Tries until the check answers something other than undefined or false. The longer a check takes, the longer it rests: what
 * is waited for shares the machine with it.
 */
export async function until<Value>(
  what: string,
  seconds: number,
  check: () => Promise<Value | undefined | false>,
): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const asked = Date.now();
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`gave up after ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(1000, 200 + Date.now() - asked)));
  }
}
