import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Steps } from "../local/steps";
import type { About } from "./about";
import { stackName, type LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";
import { pulumi } from "./pulumi";
import { runsProgram } from "./recorded-process";

/** Refuses while another change is at work, and takes away the lock of one that was interrupted. */
export async function releaseStack(folder: LabFolder, about: About, steps: Steps): Promise<void> {
  const holders = lockHolders(folder);
  const atWork = holders.find((pid) => runsProgram(pid, "pulumi"));
  if (atWork !== undefined)
    throw new LabProblem(
      `The lab is being changed already, by process ${atWork}: wait until that has ended.`,
    );
  if (holders.length === 0) return;
  const words = ["-C", folder.path, "cancel", "--yes", "--stack", stackName];
  await steps.step("taking an old lock away", () => pulumi(folder, about, words, () => undefined));
  steps.note(
    "A change was interrupted and had left Pulumi's lock: it is taken away, and this change goes on.",
  );
}

/** Process ids of who has the stack; the name of the project is that of Pulumi.yaml. */
export function lockHolders({ path }: LabFolder): readonly number[] {
  const folder = join(path, "state/.pulumi/locks/organization/ladder", stackName);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => {
    const { pid } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { readonly pid: number };
    return pid;
  });
}
