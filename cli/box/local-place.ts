import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { locked } from "../../local/lock";
import { LocalProblem } from "../../local/problem";
import { localProject, type LocalProject } from "../../local/project";
import { encoded } from "./box-lines";
import { boxProblem } from "./box-problem";
import type { Console } from "./console";
import { exitOf } from "./exit-of";
import type { Request } from "./message";
import type { Place } from "./place";

const program = join(__dirname, "../../box/programs/box-command");

/** The stack on this machine's Docker: the box's own program, started here. */
export function localPlace(stack: string): Place {
  const { name, folder } = runningProject(stack);
  const env = {
    ...process.env,
    LADDER_PROJECT: name,
    LADDER_FOLDER: folder,
    LADDER_SECRETS: `${folder}/secrets`,
  };
  const start = (request: Request, stdio: StdioOptions): ChildProcess =>
    spawn("python3", ["-B", program, "direct", encoded(request)], { stdio, env });
  return {
    run: (request, console) => alone(request, folder, () => run(request, console)),
    open: (request) => exitOf(start(request, "inherit")),
  };

  async function run(request: Request, console: Console): Promise<number> {
    const child = start(request, [console.input ? "inherit" : "ignore", "pipe", "pipe"]);
    const shown = [forward(child.stdout, "out", console), forward(child.stderr, "err", console)];
    const [exit] = await Promise.all([exitOf(child), ...shown]);
    return exit;
  }
}

/** What changes the stack waits for nobody: `npm run local` may take minutes. */
async function alone(request: Request, folder: string, work: () => Promise<number>): Promise<number> {
  if (request.command !== "restart" && request.command !== "rollback") return work();
  return locked({ folder }, work).catch((error: unknown) => {
    throw error instanceof LocalProblem ? boxProblem(error.message) : error;
  });
}

function runningProject(stack: string): LocalProject {
  const project = localProject(stack);
  if (!existsSync(`${project.folder}/box.json`))
    throw boxProblem(
      `Stack ${stack} was not started on this machine; start it with: npm run local -- --stack ${stack}`,
    );
  return project;
}

async function forward(stream: Readable | null, name: "out" | "err", console: Console): Promise<void> {
  for await (const data of stream ?? []) await console.show(name, data as Buffer);
}
