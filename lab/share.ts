import type { Steps } from "../local/steps";
import { until } from "../rig/command";
import { ask } from "./ask";
import type { Side } from "./dns/name-table";
import { editSetting } from "./edit-setting";
import type { LabFolder } from "./lab-folder";
import { type Busy, upStep, type Visited, visitedDuring, withVisitors } from "./under-visitors";
import type { Seen } from "./visitor";

/** What a share of visitors did to them, and who answered their pages. */
export interface Shared extends Visited {
  readonly sides: readonly (Omit<Side, "addresses"> & {
    /** First visitors' pages that it answered. */
    readonly pages: number;
  })[];
}

/** Enough that a share of a tenth is not missed by chance. */
const countedPages = 200;
const countSeconds = 300;

/** Sends a share of the visitors to the tier of the settings, with visitors of its own. */
export function shareVisitors(folder: LabFolder, percent: number, steps: Steps): Promise<Shared> {
  const seen: Seen[] = [];
  return withVisitors(
    folder,
    steps,
    (busy) => shareUnder(busy, percent, seen),
    (one) => seen.push(one),
  );
}

/** The same under visitors who are there, of whom `seen` is told. */
export async function shareUnder(busy: Busy, percent: number, seen: readonly Seen[]): Promise<Shared> {
  const { folder, steps } = busy;
  let sides: Shared["sides"] = [];
  const visited = await visitedDuring(busy, async () => {
    editSetting(folder, "traffic", percent);
    await upStep(busy);
    sides = await steps.step("counting who answers first visitors", () => counted(folder, seen));
  });
  return { ...visited, sides };
}

/** Every page of the crowd is another visitor's first, so DNS's weights show at once. */
async function counted(folder: LabFolder, seen: readonly Seen[]): Promise<Shared["sides"]> {
  const from = Date.now();
  const pages = () => seen.filter(({ at, what, failed }) => at >= from && what === "page" && !failed);
  await until(`${countedPages} pages are read`, countSeconds, () =>
    Promise.resolve(pages().length >= countedPages),
  );
  const sides = await ask<readonly Side[]>(folder.socket, "/sides");
  return sides.map(({ addresses, ...side }) => ({
    ...side,
    pages: pages().filter(({ address = "" }) => addresses.includes(address)).length,
  }));
}
