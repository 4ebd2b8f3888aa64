import { resolve } from "node:path";
import { folderDigest } from "./folder-digest";
import { readFolders } from "./folders";
import type { Settings, Tier } from "./schema";
import { readSiteFiles } from "./site-files";

/** Folder of the edge image, relative to the project. */
const edgeFolder = "box/edge";

/**
 * What the plan needs to know of the outside: the stack, and what the folders of apps hold, as far as one of `tiers` asks.
 * Throws SettingsError.
 */
export function readFacts(
  settings: Settings,
  where: { project: string; stack: string; region: string; profile?: string },
  tiers: readonly Tier[],
  projectDir = ".",
) {
  const limited = settings.apps.some((app) => app.rateLimit !== undefined);
  return {
    ...where,
    folders: readFolders(settings, projectDir),
    siteFiles: tiers.includes("fargate") ? readSiteFiles(settings, projectDir) : {},
    edgeDigest: limited ? folderDigest(resolve(projectDir, edgeFolder)) : "",
  };
}
