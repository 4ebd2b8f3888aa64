import { resolve } from "node:path";
import { folderDigest } from "./folder-digest";
import { type Problem, SettingsError } from "./problems";
import type { AppSettings, Settings } from "./schema";

/** Digest of each app's folder, by app name; apps with an image have none. Throws SettingsError with every problem. */
export function readFolders(settings: Settings, projectDir: string): Readonly<Record<string, string>> {
  const problems: Problem[] = [];
  const digests: Record<string, string> = {};
  settings.apps.forEach((app, index) => {
    try {
      const digest = digestOf(app, index, projectDir);
      if (digest !== undefined) digests[app.name] = digest;
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      problems.push(...error.problems);
    }
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return digests;
}

function digestOf(app: AppSettings, index: number, projectDir: string): string | undefined {
  if (app.build !== undefined)
    return folderDigest(resolve(projectDir, app.build), "build", `apps[${index}].build`);
  if (app.static !== undefined)
    return folderDigest(resolve(projectDir, app.static), "static", `apps[${index}].static`);
  return undefined;
}
