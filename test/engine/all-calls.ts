import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProviderCall } from "../../rig/provider/call-log";

/** Calls of all updates of a deployment so far: each update has a log of its own, so what is read is kept. */
export function allCalls(folder: string, logFile: string): readonly ProviderCall[] {
  const all = join(folder, "all-calls.jsonl");
  const known = existsSync(all) ? readFileSync(all, "utf8") : "";
  const fresh = existsSync(logFile) ? readFileSync(logFile, "utf8") : "";
  const lines = new Set([...known.split("\n"), ...fresh.split("\n")].filter((line) => line !== ""));
  writeFileSync(all, `${[...lines].join("\n")}\n`);
  return [...lines].map((line) => JSON.parse(line) as ProviderCall);
}
