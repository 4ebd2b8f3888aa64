import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { Home } from "../box/run-command/move-data";
import type { Steps } from "../local/steps";
import { until } from "../test/box-rig/command";
import { runningLab } from "./about";
import { ask } from "./ask";
import { judgeVisit, type VisitJudgement } from "./judge-visit";
import type { LabData } from "./lab-data";
import type { LabFolder } from "./lab-folder";
import type { LabStatus } from "./lab-status";
import { pulumiUp } from "./pulumi";
import { tellingLine } from "./telling-line";
import { Visitor } from "./visitor";

export interface Switched extends VisitJudgement {
  readonly home: Home;
}

const patienceSeconds = 60;
const someWrites = 20;

/** `pulumi up` with another `database` while a visitor writes, and what became of every write. */
export async function switchDatabase(folder: LabFolder, wanted: Home, steps: Steps): Promise<Switched> {
  const about = runningLab(folder);
  const { machines } = await ask<LabStatus>(folder.socket, "/status");
  const address = machines[0]?.address ?? "";
  const visitor = new Visitor(address, readFileSync(folder.authority, "utf8"), `lab ${Date.now()}`);
  const writes = async () => {
    const before = visitor.count;
    const more = () => Promise.resolve(visitor.count >= before + someWrites);
    await until("a visitor's writes are acknowledged", patienceSeconds, more);
  };
  try {
    await steps.step("writing as a visitor", writes);
    edit(folder, wanted);
    const say = (line: string) => tellingLine(line) && steps.note(`  ${line.trim()}`);
    await steps.step("pulumi up", () => pulumiUp(folder, about, say));
    await steps.step("writing as a visitor", writes);
  } finally {
    await visitor.stop();
  }
  const data = await ask<LabData>(folder.socket, "/data");
  return { home: data.home, ...judgeVisit(await visitor.stop(), data) };
}

function edit({ settings }: LabFolder, database: Home): void {
  const document = parseDocument(readFileSync(settings, "utf8"));
  document.setIn(["config", "ladder:database"], database);
  writeFileSync(settings, document.toString());
}
