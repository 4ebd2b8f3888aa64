import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../plan/types";
import { backupTimers } from "./backup-timers";
import { boxDocument } from "./box-document";
import { caddyfile } from "./caddy/caddyfile";
import { composeFile } from "./compose/compose-file";

/** Everything the box runs, path in the bundle -> content; a pure function of the plan. No file holds a secret. */
export function bundleFiles(plan: Plan): Readonly<Record<string, string>> {
  return {
    "compose.yaml": composeFile(plan),
    "caddy/Caddyfile": caddyfile(plan),
    "box.json": boxDocument(plan),
    ...folderFiles("programs"),
    ...folderFiles("systemd"),
    ...backupTimers(plan.backups),
  };
}

/** The files of a folder of box/, path in the bundle -> content. */
export function folderFiles(folder: string, target = folder): Readonly<Record<string, string>> {
  const entries = readdirSync(join(__dirname, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return Object.fromEntries(
    names
      .toSorted()
      .map((name) => [`${target}/${name}`, readFileSync(join(__dirname, folder, name), "utf8")]),
  );
}
