import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { Home } from "../box/run-command/move-data";
import type { Tier } from "../settings/schema";
import type { Steps } from "../local/steps";
import { until } from "../test/box-rig/command";
import { runningLab } from "./about";
import { ask } from "./ask";
import { Client } from "./client";
import type { Side } from "./dns/name-table";
import { firstApp, keepAuthorities } from "./first-answer";
import { judgeVisit, type VisitJudgement } from "./judge-visit";
import type { LabData } from "./lab-data";
import type { LabFolder } from "./lab-folder";
import { pulumiUp } from "./pulumi";
import { tellingLine } from "./telling-line";
import { Visitor } from "./visitor";

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

/** `pulumi up` with another setting while visitors write and read, and what became of every write. */
export async function switchOver(folder: LabFolder, change: Change, steps: Steps): Promise<Switched> {
  const about = runningLab(folder);
  const visitor = new Visitor(
    new Client(folder, about),
    new Client(folder, about, false),
    `lab ${Date.now()}`,
  );
  const writes = async () => {
    const before = visitor.count;
    const more = () => Promise.resolve(visitor.count >= before + someWrites);
    await until("a visitor's writes are acknowledged", patienceSeconds, more);
  };
  try {
    await steps.step("writing as a visitor", writes);
    edit(folder, change);
    const say = (line: string) => tellingLine(line) && steps.note(`  ${line.trim()}`);
    await steps.step("pulumi up", () => pulumiUp(folder, about, say));
    if (change.setting === "tier")
      await steps.step("waiting until DNS has led the visitor over", () =>
        moved(folder, visitor, change.value),
      );
    await steps.step("writing as a visitor", writes);
    await keepAuthorities(folder);
  } finally {
    await visitor.stop();
  }
  const data = await ask<LabData>(folder.socket, "/data");
  return { home: data.home, ...judgeVisit(await visitor.stop(), data) };
}

/** A visitor keeps what DNS told as long as it may. */
async function moved(folder: LabFolder, visitor: Visitor, tier: Tier): Promise<void> {
  await until(`${firstApp.host} is answered by ${tier}`, movingSeconds, async () => {
    const sides = await ask<readonly Side[]>(folder.socket, "/sides");
    return sides.some(({ name, addresses }) => name === tier && addresses.includes(visitor.address));
  });
}

function edit({ settings }: LabFolder, { setting, value }: Change): void {
  const document = parseDocument(readFileSync(settings, "utf8"));
  document.setIn(["config", `ladder:${setting}`], value);
  writeFileSync(settings, document.toString());
}
