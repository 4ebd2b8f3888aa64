import { readFileSync, writeFileSync } from "node:fs";
import { mayExist, memoryFrom } from "../../plan/switching/memory";
import type { Tier } from "../../settings/schema";
import type { Steps } from "../../local/steps";
import type { About } from "../about";
import { ask } from "../ask";
import { recoverBox } from "../box-power";
import { deployedResources } from "../deployed";
import { judgeVisit, type VisitJudgement } from "../judge-visit";
import type { LabData } from "../lab-data";
import type { LabFolder } from "../lab-folder";
import { LabProblem } from "../lab-problem";
import { releaseStack } from "../stack-lock";
import { type Busy, upStep, visitedDuring, withVisitors } from "../under-visitors";
import type { Seen } from "../visitor";
import type { Action, Change, Killed } from "./action";
import { disturbed, type Fate } from "./disturbed";
import type { Ledger } from "./ledger";
import { perform } from "./perform";
import { restoreNewest } from "./restore";
import { usersCommand } from "./users-command";
import type { World } from "./world";

/** What one action did to visitors; `fate`: of what was to be killed. */
export interface Acted extends Pick<
  VisitJudgement,
  "writes" | "pages" | "failuresInside" | "failuresOutside" | "writeStopSeconds"
> {
  readonly fate?: Fate;
}

/** A lab in which nobody else changes anything. */
export interface Soaked {
  readonly folder: LabFolder;
  readonly about: About;
  readonly steps: Steps;
  readonly ledger: Ledger;
}

const nobody: Acted = { writes: 0, pages: 0, failuresInside: 0, failuresOutside: [], writeStopSeconds: 0 };

/** Does it, with visitors who write and read from before its beginning until after its end, and keeps what was acknowledged. */
export async function act(soaked: Soaked, action: Action, world: World): Promise<Acted> {
  const { folder, steps, ledger } = soaked;
  if (action.kind === "restore") {
    await restoreNewest(soaked, ledger);
    return nobody;
  }
  const seen: Seen[] = [];
  const withThem = async (busy: Busy): Promise<Acted> => {
    try {
      const fate = await under(busy, action, world, seen);
      const data = await ask<LabData>(folder.socket, "/data");
      return { ...judgeVisit(busy.visitor.visit(), data), ...(fate && { fate }) };
    } finally {
      ledger.acknowledged(busy.visitor.visit().acknowledged);
    }
  };
  return withVisitors(folder, steps, withThem, (one) => seen.push(one));
}

async function under(
  busy: Busy,
  action: Exclude<Action, { kind: "restore" }>,
  world: World,
  seen: readonly Seen[],
): Promise<Fate | undefined> {
  const { folder, about, steps } = busy;
  if (action.kind === "backup" || action.kind === "drill") {
    const [command, word] =
      action.kind === "backup" ? (["box", "backup"] as const) : (["restore", "drill"] as const);
    await visitedDuring(busy, () => steps.step(word, () => usersCommand(folder, about, command, [word])));
    return undefined;
  }
  if (action.kind === "power cut") {
    await visitedDuring(busy, () => recoverBox(busy));
    return undefined;
  }
  if (action.kind === "killed") return killed(busy, action, world, seen);
  await (action.kind === "refused"
    ? refused(busy, action.of, world, seen)
    : perform(busy, action, world, seen));
  return undefined;
}

/** Fails unless it was refused with a sentence for the stack's user. */
async function refused(busy: Busy, of: Change, world: World, seen: readonly Seen[]): Promise<void> {
  const { settings } = busy.folder;
  const before = readFileSync(settings, "utf8");
  const said = await perform(busy, of, world, seen).then(
    () => "it was carried out",
    (error: unknown) => (error instanceof LabProblem ? error.message : Promise.reject(error as Error)),
  );
  writeFileSync(settings, before);
  if (!said.includes("; allowed ")) throw new LabProblem(`it should have been refused: ${said}`);
}

async function killed(
  busy: Busy,
  { of, then, ...death }: Killed,
  world: World,
  seen: readonly Seen[],
): Promise<Fate> {
  const fate = await disturbed(busy, death, () => perform(busy, of, world, seen));
  if (fate === "the box") await upAgain(busy);
  if (then === "again") await perform(busy, of, world, seen);
  else if (of.kind === "switch") await goBack(busy, of.tier, world, seen);
  return fate;
}

/** What the user does when the box is back: nothing may be written until what was interrupted goes on. */
async function upAgain(busy: Busy): Promise<void> {
  await releaseStack(busy.folder, busy.about, busy.steps);
  await upStep(busy).catch(() => upStep(busy));
}

/** As `npm run switch` tells: back, and what the switch had begun is retired. */
async function goBack(busy: Busy, from: Tier, world: World, seen: readonly Seen[]): Promise<void> {
  await perform(busy, { kind: "switch", tier: world.tier }, world, seen);
  const memory = memoryFrom(await deployedResources(busy.folder, busy.about));
  if (!world.tiers.includes(from) && mayExist(from, memory))
    await perform(busy, { kind: "retire", part: from }, world, seen);
  // What was removed may have held workers back until now (docs/decisions/switching.md).
  else await upStep(busy);
}
