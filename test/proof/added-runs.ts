import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

interface Run<Kill> {
  readonly seed: number;
  readonly kills: readonly Kill[];
}

/** This run, and with LADDER_ADD=1 those before it, which `test-results/PAGE.json` keeps: a long proof in short pieces. */
export function addedRuns<Kill>(page: string, run: Run<Kill>): readonly Run<Kill>[] {
  if (process.env["LADDER_ADD"] !== "1") return [run];
  const file = `test-results/${page}.json`;
  const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Run<Kill>[]) : [];
  const runs = [...earlier, run];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(runs));
  return runs;
}

/** For a sentence: what was made by more than one run says so. */
export function madeIn(runs: readonly Run<unknown>[]): string {
  return runs.length > 1 ? `, in ${runs.length} runs` : "";
}

/** `NAME=1` of one run, or of each. */
export function seedsOf(name: string, runs: readonly Run<unknown>[]): string {
  return runs
    .map(({ seed, kills }) => `${name}=${seed}${runs.length > 1 ? ` (${kills.length} kills)` : ""}`)
    .join(", ");
}
