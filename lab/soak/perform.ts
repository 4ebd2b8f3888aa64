import { editSetting } from "../edit-setting";
import { LabProblem } from "../lab-problem";
import { retireUnder } from "../retire";
import { shareUnder } from "../share";
import { switchUnder } from "../switch";
import { type Busy, upStep, visitedDuring } from "../under-visitors";
import type { Seen } from "../visitor";
import type { Change } from "./action";
import { editFirstApp, titleOf, withGuest } from "./edit-apps";
import { shareProblem } from "./share-problem";
import type { World } from "./world";

/** Writes a change into the settings and carries it out, while visitors write and read; `seen` is what they were told. */
export async function perform(
  busy: Busy,
  change: Change,
  world: World,
  seen: readonly Seen[],
): Promise<void> {
  const { folder } = busy;
  switch (change.kind) {
    case "switch":
      // As the program asks for: on the box by name they reach no managed tier.
      if (change.tier !== "compose" && world.database === "box") editSetting(folder, "database", undefined);
      await switchUnder(busy, { setting: "tier", value: change.tier });
      return;
    case "database":
      await switchUnder(busy, { setting: "database", value: change.home });
      return;
    case "traffic": {
      const { sides } = await shareUnder(busy, change.percent, seen);
      const problem = shareProblem(sides, world.tier, change.percent);
      if (problem !== undefined) throw new LabProblem(problem);
      return;
    }
    case "retire":
      await retireUnder(busy, change.part);
      return;
    case "deploy":
    case "limit":
    case "app":
      await visitedDuring(busy, async () => {
        editApps(busy, change);
        await upStep(busy);
      });
  }
}

type Edit = Extract<Change, { kind: "deploy" | "limit" | "app" }>;

function editApps({ folder }: Busy, edit: Edit): void {
  if (edit.kind === "deploy") editFirstApp(folder, ["env", "APP_TITLE"], titleOf(edit.version));
  else if (edit.kind === "limit") editFirstApp(folder, ["memoryMb"], edit.memoryMb);
  else withGuest(folder, edit.there);
}
