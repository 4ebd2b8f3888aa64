import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Question } from "./cli/question";

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Asks a program of cli/ about the running stack, in a process of its own: Pulumi's mocks and its engine cannot serve one
 * process.
 */
export async function askProcess(program: string, question: Question): Promise<Answer> {
  const args = ["--require", join(__dirname, "scripts/loader.cjs"), join(__dirname, "cli", program)];
  const child = spawn(process.execPath, args, { env: withoutPulumi(process.env) });
  const ended = new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  // A process that died at its start takes no input; its own words say why.
  child.stdin.on("error", () => undefined).end(JSON.stringify(question));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

/** The engine's addresses and decrypted settings are in the environment; the other process needs neither. */
function withoutPulumi(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("PULUMI_")));
}
