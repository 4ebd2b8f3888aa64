import type { Home } from "../box/run-command/move-data";
import type { Tier } from "../settings/schema";
import type { Steps } from "../local/steps";
import { until } from "../rig/command";
import { ask } from "./ask";
import type { Side } from "./dns/name-table";
import { editSetting } from "./edit-setting";
import { firstApp } from "./first-answer";
import type { LabFolder } from "./lab-folder";
import { type Busy, upStep, type Visited, visitedDuring, withVisitors } from "./under-visitors";
import type { Visitor } from "./visitor";

/** What shall change: one setting of the stack. */
export type Change =
  { readonly setting: "database"; readonly value: Home } | { readonly setting: "tier"; readonly value: Tier };

/** As long as DNS answers may be kept, and some more. */
const movingSeconds = 180;

/** A switch with visitors of its own. */
export function switchOver(folder: LabFolder, change: Change, steps: Steps): Promise<Visited> {
  return withVisitors(folder, steps, (busy) => switchUnder(busy, change));
}

/** `pulumi up` with another setting while visitors write and read, and what became of every write. */
export function switchUnder(busy: Busy, change: Change): Promise<Visited> {
  const { folder, visitor, steps } = busy;
  return visitedDuring(busy, async () => {
    editSetting(folder, change.setting, change.value);
    // The share of the tier before, if it had one.
    if (change.setting === "tier") editSetting(folder, "traffic", undefined);
    await upStep(busy);
    if (change.setting === "tier")
      await steps.step("waiting until DNS has led the visitor over", () =>
        moved(folder, visitor, change.value),
      );
  });
}

/** A visitor keeps what DNS told as long as it may. */
async function moved(folder: LabFolder, visitor: Visitor, tier: Tier): Promise<void> {
  await until(`${firstApp.host} is answered by ${tier}`, movingSeconds, async () => {
    const sides = await ask<readonly Side[]>(folder.socket, "/sides");
    return sides.some(({ name, addresses }) => name === tier && addresses.includes(visitor.address));
  });
}
