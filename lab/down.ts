import { existsSync, rmSync } from "node:fs";
import type { LabFolder } from "./lab-folder";
import { removeRemains, scriptName, serverProgram } from "./machinery";
import { endRecorded, signalRecorded } from "./recorded-process";

/** Ends the lab, also one that was killed, and removes everything of it; where there is none it changes nothing. */
export async function down(folder: LabFolder): Promise<void> {
  if (!existsSync(folder.path)) return;
  await endRecorded(folder.pulumi, "pulumi");
  // The script first: it then starts nothing more, and tidies up as soon as the process inside it has ended.
  signalRecorded(folder.script, scriptName);
  await endRecorded(folder.server, serverProgram);
  await removeRemains();
  rmSync(folder.path, { recursive: true, force: true });
}
