import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";
import { project, removeRemains, scriptName, serverProgram } from "./machinery";
import { endRecorded, signalRecorded } from "./recorded-process";

/** Ends the lab, also one that was killed, and removes everything of it; where there is none it changes nothing. */
export async function down(folder: LabFolder): Promise<void> {
  if (folder.path.startsWith(join(project, "/")))
    throw new LabProblem(
      `The lab would lie in this project, in ${folder.path}: name another folder in LADDER_CACHE, such as /var/tmp/ladder.`,
    );
  if (!existsSync(folder.path)) return;
  await endRecorded(folder.pulumi, "pulumi");
  // The script first: it then starts nothing more, and tidies up as soon as the process inside it has ended.
  signalRecorded(folder.script, scriptName);
  await endRecorded(folder.server, serverProgram);
  await removeRemains();
  rmSync(folder.path, { recursive: true, force: true });
}
