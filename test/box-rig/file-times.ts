import { basename } from "node:path";

const spent = new Map<string, number>();
let last = Date.now();

/** Counts the time since the last test, with the hooks between them, for this test's file. */
export function countTime(file: string): void {
  const now = Date.now();
  spent.set(file, (spent.get(file) ?? 0) + now - last);
  last = now;
}

/** Where a run's time went, the longest first. */
export function fileTimes(): string {
  const lines = [...spent]
    .toSorted(([, one], [, other]) => other - one)
    .map(([file, ms]) => `  ${String(Math.round(ms / 1000)).padStart(5)} s  ${basename(file)}`);
  return ["  seconds per file", ...lines].join("\n");
}
