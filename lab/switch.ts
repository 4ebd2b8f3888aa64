import type { Home } from "../box/run-command/move-data";
import type { Tier } from "../settings/schema";
import type { Steps } from "../local/steps";
import { until } from "../rig/command";
import { type About, runningLab } from "./about";
import { ask } from "./ask";
import { Client } from "./client";
import type { Side } from "./dns/name-table";
import { editSetting } from "./edit-setting";
import { firstApp, keepAuthorities } from "./first-answer";
import { judgeVisit, type VisitJudgement } from "./judge-visit";
import type { LabData } from "./lab-data";
import type { LabFolder } from "./lab-folder";
import { pulumiUp } from "./pulumi";
import { tellingLine } from "./telling-line";
import { type Seen, Visitor } from "./visitor";

/** What shall change: one setting of the stack. */
export type Change =
  { readonly setting: "database"; readonly value: Home } | { readonly setting: "tier"; readonly value: Tier };

export interface Switched extends VisitJudgement {
  readonly home: Home;
}

const patienceSeconds = 60;
/** As long as DNS answers may be kept, and some more. */
const movingSeconds = 180;
const someWrites = 20;

/** A switch with visitors of its own. */
export async function switchOver(folder: LabFolder, change: Change, steps: Steps): Promise<Switched> {
  const about = runningLab(folder);
  const visitor = visitorOf(folder, about);
  try {
    return await switchUnder(visitor, folder, about, change, steps);
  } finally {
    await visitor.stop();
  }
}

/** Somebody who writes, and a crowd that reads. */
export function visitorOf(folder: LabFolder, about: About, tell?: (seen: Seen) => void): Visitor {
  return new Visitor(new Client(folder, about), new Client(folder, about, false), `lab ${Date.now()}`, tell);
}

/** `pulumi up` with another setting while visitors write and read, and what became of every write. */
export async function switchUnder(
  visitor: Visitor,
  folder: LabFolder,
  about: About,
  change: Change,
  steps: Steps,
): Promise<Switched> {
  const started = Date.now();
  const writes = async () => {
    const before = visitor.count;
    const more = () => Promise.resolve(visitor.count >= before + someWrites);
    await until("a visitor's writes are acknowledged", patienceSeconds, more);
  };
  await steps.step("writing as a visitor", writes);
  editSetting(folder, change.setting, change.value);
  const say = (line: string) => tellingLine(line) && steps.note(`  ${line.trim()}`);
  await steps.step("pulumi up", () => pulumiUp(folder, about, say));
  if (change.setting === "tier")
    await steps.step("waiting until DNS has led the visitor over", () =>
      moved(folder, visitor, change.value),
    );
  await steps.step("writing as a visitor", writes);
  await keepAuthorities(folder);
  // What is acknowledged before the databases are asked is there.
  const visit = visitor.visit(started);
  const data = await ask<LabData>(folder.socket, "/data");
  return { home: data.home, ...judgeVisit(visit, data) };
}

/** A visitor keeps what DNS told as long as it may. */
async function moved(folder: LabFolder, visitor: Visitor, tier: Tier): Promise<void> {
  await until(`${firstApp.host} is answered by ${tier}`, movingSeconds, async () => {
    const sides = await ask<readonly Side[]>(folder.socket, "/sides");
    return sides.some(({ name, addresses }) => name === tier && addresses.includes(visitor.address));
  });
}
