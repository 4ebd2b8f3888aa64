import { spawn, type ChildProcess } from "node:child_process";
import { dockerProblem } from "./docker-problem";
import { composeArguments, type LocalProject } from "./project";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();

/** Ends every Docker command that is at work; what they started goes on or is redone by the next run. */
export function stopCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs `program` to its end; failing is an outcome. A program that is not there is an error with code ENOENT. */
export function outcomeOf(program: string, args: readonly string[], input = ""): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "pipe", env: environment() });
    running.add(child);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
    child.once("error", reject).once("close", (status) => {
      running.delete(child);
      resolve({ status: status ?? 1, stdout, stderr });
    });
    // A program that ends before it has read everything is judged by its exit code.
    child.stdin.on("error", () => undefined).end(input);
  });
}

/** Output of a Docker command; throws a LocalProblem when it fails. */
export async function docker(args: readonly string[], input = ""): Promise<string> {
  const { status, stdout, stderr } = await outcomeOf("docker", args, input);
  if (status !== 0) throw dockerProblem(stderr || stdout);
  return stdout.trim();
}

/** Output of a Compose command on the project's own files. */
export function compose(project: LocalProject, args: readonly string[], input = ""): Promise<string> {
  return docker([...composeArguments(project), ...args], input);
}

/** Compose prefers variables of the shell to those of its file; the stack must not depend on the user's shell. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^(COMPOSE_.*|HOST_SUFFIX|EDGE_IMAGE|IMAGE_.*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
