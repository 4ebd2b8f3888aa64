import { spawn } from "node:child_process";
import { join } from "node:path";
import type { About } from "../about";
import { stackName, type LabFolder } from "../lab-folder";
import { LabProblem } from "../lab-problem";
import { project } from "../machinery";
import { labEnvironment } from "../pulumi";

/** `npm run COMMAND -- WORDS -s lab`, as the stack's user calls it. Throws with what it said when it fails. */
export function usersCommand(
  folder: LabFolder,
  about: About,
  command: "box" | "restore",
  words: readonly string[],
): Promise<void> {
  const program = ["--require", join(project, "scripts/loader.cjs"), join(project, `cli/${command}.ts`)];
  const child = spawn(process.execPath, [...program, "-s", stackName, ...words], {
    cwd: folder.path,
    env: { ...process.env, ...labEnvironment(folder, about) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => (said += part));
  return new Promise((done, failed) =>
    child.once("error", failed).once("close", (code) => {
      if (code === 0) done();
      else failed(new LabProblem(`npm run ${command} -- ${words.join(" ")} ended with ${code}:\n${said}`));
    }),
  );
}
