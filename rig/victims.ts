import { readdirSync, readFileSync } from "node:fs";

/** What may be killed of a run of `pulumi`. */
export const victims = ["pulumi", "the providers", "the program's own provider"] as const;
export type Victim = (typeof victims)[number];

/** Part of the command line of each process that the engine starts for resources. */
const processes = {
  "the providers": "/provider/main.ts",
  "the program's own provider": "cmd/dynamic-provider",
} as const;

/** Kills without warning; a victim that is not there yet, or no more, is `pulumi` itself. Returns what was killed. */
export function kill(victim: Victim, pulumi: number): Victim {
  const found = victim === "pulumi" ? [] : childrenOf(pulumi).filter((pid) => isA(victim, pid));
  for (const pid of found.length > 0 ? found : [pulumi]) process.kill(pid, "SIGKILL");
  return found.length > 0 ? victim : "pulumi";
}

function isA(victim: keyof typeof processes, pid: number): boolean {
  return textOf(`/proc/${pid}/cmdline`).includes(processes[victim]);
}

/** All that it started, itself and by others. */
export function descendantsOf(pid: number): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Linux lists children with the thread that started them. */
function childrenOf(pid: number): readonly number[] {
  return threadsOf(pid).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
}

/** None of a process that just ended. */
function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Nothing for a process or thread that just ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
