import type { Steps } from "../local/steps";
import { mayExist, memoryFrom, type Part } from "../plan/switching/memory";
import { deployedResources } from "./deployed";
import { editSetting } from "./edit-setting";
import type { LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";
import { type Busy, upStep, type Visited, visitedDuring, withVisitors } from "./under-visitors";

/** What a retirement did to visitors. */
export interface Retired extends Visited {
  readonly updates: number;
}

/** One that moves the databases away, one that lifts the protection, one that removes. */
const mostUpdates = 3;

/** Removes what stands by, by as many updates as that takes, with visitors of its own. */
export function retire(folder: LabFolder, part: Part, steps: Steps): Promise<Retired> {
  return withVisitors(folder, steps, (busy) => retireUnder(busy, part));
}

/** The same under visitors who are there. */
export async function retireUnder(busy: Busy, part: Part): Promise<Retired> {
  let updates = 0;
  const visited = await visitedDuring(busy, async () => {
    editSetting(busy.folder, "retire", part);
    try {
      updates = await updateUntilGone(busy, part);
    } finally {
      editSetting(busy.folder, "retire", undefined);
    }
  });
  return { ...visited, updates };
}

/** Resolves to the number of updates. */
async function updateUntilGone(busy: Busy, part: Part): Promise<number> {
  for (let updates = 1; updates <= mostUpdates; updates += 1) {
    await upStep(busy);
    const memory = memoryFrom(await deployedResources(busy.folder, busy.about));
    if (!mayExist(part, memory)) return updates;
  }
  throw new LabProblem(`${part} is still there after ${mostUpdates} updates.`);
}
