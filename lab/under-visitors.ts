import type { Home } from "../box/run-command/move-data";
import type { Steps } from "../local/steps";
import { until } from "../rig/command";
import { type About, runningLab } from "./about";
import { ask } from "./ask";
import { exclusively } from "./change-lock";
import { Client } from "./client";
import { editSetting } from "./edit-setting";
import { type Filled, filledNow } from "./filled";
import { keepAuthorities } from "./first-answer";
import { judgeVisit, type VisitJudgement } from "./judge-visit";
import type { LabData } from "./lab-data";
import { LabProblem } from "./lab-problem";
import type { LabFolder } from "./lab-folder";
import { pulumiUp } from "./pulumi";
import { releaseStack } from "./stack-lock";
import { tellingLine } from "./telling-line";
import { type Seen, Visitor } from "./visitor";

/** What a change of the stack did to visitors. */
export interface Visited extends VisitJudgement {
  readonly home: Home;
  readonly filled?: Filled;
}

/** A lab with visitors, who write and read while something is changed. */
export interface Busy {
  readonly folder: LabFolder;
  readonly about: About;
  readonly visitor: Visitor;
  readonly steps: Steps;
}

const patienceSeconds = 60;
const someWrites = 20;

/** Somebody who writes, and a crowd that reads. */
export function visitorOf(folder: LabFolder, about: About, tell?: (seen: Seen) => void): Visitor {
  return new Visitor(new Client(folder, about), new Client(folder, about, false), `lab ${Date.now()}`, tell);
}

/** With visitors of its own, who stop when the work has ended. */
export async function withVisitors<Result>(
  folder: LabFolder,
  steps: Steps,
  work: (busy: Busy) => Promise<Result>,
  tell?: (seen: Seen) => void,
): Promise<Result> {
  const about = runningLab(folder);
  const visitor = visitorOf(folder, about, tell);
  try {
    return await work({ folder, about, visitor, steps });
  } finally {
    await visitor.stop();
  }
}

/** Changes something while visitors write and read, and says what became of every write. One change is made at a time. */
export function visitedDuring(busy: Busy, change: () => Promise<void>): Promise<Visited> {
  return exclusively(busy.folder, () => visited(busy, change));
}

async function visited(busy: Busy, change: () => Promise<void>): Promise<Visited> {
  const { folder, about, visitor, steps } = busy;
  await releaseStack(folder, about, steps);
  // Left by a retirement that was interrupted.
  editSetting(folder, "retire", undefined);
  const started = Date.now();
  await writesOn(busy);
  await change();
  await writesOn(busy);
  await keepAuthorities(folder);
  // What is acknowledged before the databases are asked is there.
  const visit = visitor.visit(started);
  const data = await ask<LabData>(folder.socket, "/data");
  const filled = await filledNow(folder, steps);
  return { home: data.home, ...(filled && { filled }), ...judgeVisit(visit, data) };
}

/** Until the visitor has some more acknowledgements. */
export function writesOn({ visitor, steps }: Busy): Promise<void> {
  const before = visitor.count;
  const more = () => Promise.resolve(visitor.count >= before + someWrites);
  const writes = async () => {
    await until("a visitor's writes are acknowledged", patienceSeconds, more).catch(() => {
      const said = visitor.visit().failures.at(-1)?.reason ?? "nothing";
      throw new LabProblem(`A visitor's writes are not acknowledged for ${patienceSeconds} s: ${said}`);
    });
  };
  return steps.step("writing as a visitor", writes);
}

/** `pulumi up` as one step, with the lines that tell something. */
export function upStep({ folder, about, steps }: Busy): Promise<void> {
  const say = (line: string) => tellingLine(line) && steps.note(`  ${line.trim()}`);
  return steps.step("pulumi up", () => pulumiUp(folder, about, say));
}
