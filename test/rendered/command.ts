import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** Path of a real tool, got if needed. */
export function tool(
  name: "caddy" | "compose" | "http3" | "pebble" | "pebble-challtestsrv" | "postgres",
): string {
  return execFileSync("bash", [join(root, "scripts/tool.sh"), name], { encoding: "utf8" }).trim();
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; a missing one is an error, a failing one is an outcome. */
export function run(
  program: string,
  args: readonly string[],
  input = "",
  env: NodeJS.ProcessEnv = {},
): Outcome {
  const result = spawnSync(program, args, { input, encoding: "utf8", env: { ...process.env, ...env } });
  if (result.error) throw result.error;
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Calls a function of box/programs/secret_files.py with JSON arguments. */
export function secretFiles(name: string, ...args: readonly unknown[]): string {
  return boxModule("secret_files", name, ...args);
}

/** Calls a function of a module of box/programs with JSON arguments; lists stand for sets, too. */
export function boxModule(module: string, name: string, ...args: readonly unknown[]): string {
  const code =
    "import importlib, json, sys; sys.path.insert(0, sys.argv[1]); " +
    "print(getattr(importlib.import_module(sys.argv[2]), sys.argv[3])(*json.load(sys.stdin)), end='')";
  const programs = join(root, "box/programs");
  const outcome = run("python3", ["-B", "-c", code, programs, module, name], JSON.stringify(args));
  if (outcome.status !== 0) throw new Error(outcome.stderr);
  return outcome.stdout;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Tries until the check answers true; fails after ten seconds. */
export async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`gave up waiting: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
