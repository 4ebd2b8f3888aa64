import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Steps } from "../local/steps";
import { ask } from "./ask";
import { sizeText } from "./data-size";
import { rowsOf, type RowRange } from "./filling";
import type { LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";

/** Rows besides those that visitors write: how many bytes, and whether they are as they were filled in. */
export interface Filled {
  readonly bytes: number;
  readonly unchanged: boolean;
}

/** What was filled in, once it was. */
interface Filling {
  readonly bytes: number;
  readonly fingerprint: string;
}

/** So long that each is worth a line. */
const parts = 20;
const betweenNotesMs = 2000;

/** Fills the first app's database where it is; what it then has is what it must have after each change. */
export async function fill(folder: LabFolder, bytes: number, steps: Steps): Promise<void> {
  const rows = rowsOf(bytes);
  await steps.step(`filling the first app's database with ${sizeText(bytes)}`, async () => {
    let told = Date.now();
    for (const range of ranges(rows)) {
      await ask(folder.socket, "/fill", range);
      if (range.to === rows || Date.now() < told + betweenNotesMs) continue;
      told = Date.now();
      steps.note(`  ${Math.round((100 * range.to) / rows)} % of ${sizeText(bytes)}`);
    }
  });
  const fingerprint = await steps.step("reading what was filled in", () => fingerprintOf(folder));
  if (!fingerprint.startsWith(`${rows} `))
    throw new LabProblem(`The database was to have ${rows} rows, and has ${fingerprint.split(" ")[0]}.`);
  writeFileSync(folder.filled, JSON.stringify({ bytes, fingerprint } satisfies Filling));
}

/** Undefined where nothing was filled in. */
export async function filledNow(folder: LabFolder, steps: Steps): Promise<Filled | undefined> {
  if (!existsSync(folder.filled)) return undefined;
  const { bytes, fingerprint } = JSON.parse(readFileSync(folder.filled, "utf8")) as Filling;
  const now = await steps.step(`comparing ${sizeText(bytes)} of rows`, () => fingerprintOf(folder));
  return { bytes, unchanged: now === fingerprint };
}

function fingerprintOf({ socket }: LabFolder): Promise<string> {
  return ask<string>(socket, "/filled");
}

/** All rows from the first to that one, in parts. */
export function ranges(rows: number): readonly RowRange[] {
  const size = Math.ceil(rows / parts);
  return Array.from({ length: Math.ceil(rows / size) }, (_, part) => ({
    from: part * size + 1,
    to: Math.min(rows, (part + 1) * size),
  }));
}
