import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { listFolder } from "./folder-listing";
import type { Settings } from "./schema";

/** What the box hides, too: box/caddy/snippets.caddy. */
const hidden = /^(\.git|\.env(\..*)?|\.DS_Store)$/;

/** Paths of the files that each static site shows, app by app. Its folder was read before, so it is there. */
export function readSiteFiles(
  settings: Settings,
  projectDir: string,
): Readonly<Record<string, readonly string[]>> {
  const sites = settings.apps.flatMap(({ name, static: folder }) =>
    folder === undefined ? [] : [[name, shown(resolve(projectDir, folder))] as const],
  );
  return Object.fromEntries(sites);
}

function shown(dir: string): readonly string[] {
  return listFolder(dir, "static", dir)
    .map(({ path }) => path)
    .filter((path) => !path.split("/").some((part) => hidden.test(part)))
    .filter((path) => statSync(join(dir, path)).isFile());
}
