import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Box } from "../../rig/box";

const began = Date.now();
const file = join(__dirname, `../../test-results/box-${process.env["LADDER_RIG_SLOT"] ?? "none"}.txt`);

/** Begins this run's file of what happened when. */
export function beginTimeline(): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `${new Date(began).toISOString()}\n`);
}

/** Adds a line to this run's file, with the seconds since the run began. */
export function record(line: string): void {
  appendFileSync(file, `${((Date.now() - began) / 1000).toFixed(1).padStart(8)} s  ${line}\n`);
}

const milestones =
  /(Starting|Started|Finished) (ladder-(?:prepare|update)\.service|cloud-final\.service|docker\.service)|== (.*)|(Reached target cloud-init.target)/;

/** Prints the seconds from the machine's start to each step, as its journal has them. */
export async function printTimeline(box: Box, title: string): Promise<void> {
  const journal = await box.exec("journalctl --output short-unix --no-pager --no-hostname");
  const lines = journal.split("\n").flatMap((line) => {
    const step = milestones.exec(line);
    if (!step) return [];
    const seconds = Number(line.split(" ")[0]) - box.bootedAt / 1000;
    // A container has the boot id of the machine below it, so the journal's boots are not told apart.
    if (seconds < 0) return [];
    return [`  ${seconds.toFixed(1).padStart(6)} s  ${step[0].replace("== ", "")}`];
  });
  console.log([`  ${title}`, ...lines].join("\n"));
  record([title, ...lines].join("\n"));
}
