import { resolve } from "node:path";
import { folderDigest } from "./folder-digest";
import { type Problem, SettingsError } from "./problems";
import type { AppSettings, Settings } from "./schema";

/** Digest of each app's folder, by app name; apps with an image have none. Throws SettingsError with every problem. */
export function readFolders(settings: Settings, projectDir: string): Readonly<Record<string, string>> {
  const problems: Problem[] = [];
  const digests: Record<string, string> = {};
  // Several apps may be built from one folder: web and worker of the same code.
  const known = new Map<string, string>();
  settings.apps.forEach((app, index) => {
    try {
      const digest = digestOf(app, index, projectDir, known);
      if (digest !== undefined) digests[app.name] = digest;
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      problems.push(...error.problems);
    }
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return digests;
}

function digestOf(app: AppSettings, index: number, projectDir: string, known: Map<string, string>) {
  const kind = app.build !== undefined ? "build" : "static";
  const folder = app[kind];
  if (folder === undefined) return undefined;
  const key = `${kind} ${folder}`;
  const digest = known.get(key) ?? folderDigest(resolve(projectDir, folder), kind, `apps[${index}].${kind}`);
  known.set(key, digest);
  return digest;
}
