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
    ...unitFiles(plan),
  };
}

/** A timer is in the bundle only where its program has something to do: apply starts all that are there. */
function unitFiles({ alerts, backups }: Plan): Readonly<Record<string, string>> {
  const figures = "systemd/ladder-figures.timer";
  const units = Object.entries(folderFiles("systemd")).filter(
    ([path]) => alerts?.figures !== undefined || path !== figures,
  );
  return { ...Object.fromEntries(units), ...backupTimers(backups) };
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
