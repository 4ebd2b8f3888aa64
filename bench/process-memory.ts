import { readFileSync } from "node:fs";

/** Megabytes that a process, all it started, and others take; shared pages are counted by their share. */
export function memoryMb(pid: number, others: readonly number[]): number {
  const pids = new Set([...withChildren(pid), ...others]);
  return [...pids].reduce((sum, one) => sum + ownMb(one), 0);
}

function withChildren(pid: number): readonly number[] {
  return [pid, ...children(pid).flatMap(withChildren)];
}

function children(pid: number): readonly number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

function ownMb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

/** Empty when the process has ended in between. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
