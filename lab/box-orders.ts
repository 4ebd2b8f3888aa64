import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Steps } from "../local/steps";
import { runningLab } from "./about";
import { ask } from "./ask";
import { mustRun, recoverBox, startBox, stopBox } from "./box-power";
import { exclusively } from "./change-lock";
import { type Filled, filledNow } from "./filled";
import type { LabData } from "./lab-data";
import type { LabFolder } from "./lab-folder";
import { type Visited, visitedDuring, withVisitors, writesOn } from "./under-visitors";

/** What became of what a visitor wrote before the box was stopped. */
export interface Kept {
  readonly writes: number;
  /** Acknowledged titles that are not there exactly once. */
  readonly wrong: readonly string[];
  readonly filled?: Filled;
}

/** While a visitor writes; resolves to the number of writes that were acknowledged until then. */
export async function stopUnderVisitors(folder: LabFolder, steps: Steps): Promise<number> {
  runningLab(folder);
  await mustRun(folder);
  return withVisitors(folder, steps, (busy) =>
    exclusively(folder, async () => {
      await writesOn(busy);
      await stopBox(busy);
      await busy.visitor.stop();
      const { acknowledged } = busy.visitor.visit();
      writeFileSync(folder.written, JSON.stringify(acknowledged));
      return acknowledged.length;
    }),
  );
}

/** Starts the stopped box, and looks for what was written before. */
export function startAndLook(folder: LabFolder, steps: Steps): Promise<Kept> {
  const about = runningLab(folder);
  return exclusively(folder, async () => {
    await startBox({ folder, about, steps });
    const written = existsSync(folder.written) ? readFileSync(folder.written, "utf8") : "[]";
    const acknowledged = JSON.parse(written) as readonly string[];
    const { titles } = await ask<LabData>(folder.socket, "/data");
    rmSync(folder.written, { force: true });
    const filled = await filledNow(folder, steps);
    const wrong = acknowledged.filter((title) => titles[title] !== 1);
    return { writes: acknowledged.length, wrong, ...(filled && { filled }) };
  });
}

/** While visitors write and read: all of their failures are due to it. */
export async function recoverUnderVisitors(folder: LabFolder, steps: Steps): Promise<Visited> {
  runningLab(folder);
  await mustRun(folder);
  return withVisitors(folder, steps, (busy) => visitedDuring(busy, () => recoverBox(busy)));
}
