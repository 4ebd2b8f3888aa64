import { chmodSync, copyFileSync, cpSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plan } from "../../plan/types";
import { type FolderKind, listFolder } from "../../settings/folder-listing";
import type { ExportFolder } from "./export-folder";

/** Copies what images are built from and what sites serve; returns app -> folder to build, as compose.yaml names it. */
export function copyFolders(
  plan: Plan,
  projectDir: string,
  folder: ExportFolder,
): Readonly<Record<string, string>> {
  const builds = new Map<string, string>();
  const found: Record<string, string> = {};
  for (const { name, source } of plan.apps) {
    if (source.kind === "static") copy(resolve(projectDir, source.folder), "static", `sites/${name}`, folder);
    if (source.kind !== "build") continue;
    const known = builds.get(source.context);
    if (known === undefined) copy(resolve(projectDir, source.context), "build", `build/${name}`, folder);
    found[name] = known ?? `./build/${name}`;
    builds.set(source.context, found[name]);
  }
  return found;
}

/** The files that count, as the digest of the folder has them; and what says which those are. */
function copy(from: string, kind: FolderKind, to: string, folder: ExportFolder): void {
  for (const { path, type } of listFolder(from, kind, to)) {
    const target = folder.place(join(to, path));
    if (type === "link") symlinkSync(readlinkSync(join(from, path)), target);
    else {
      copyFileSync(join(from, path), target);
      chmodSync(target, statSync(join(from, path)).mode & 0o111 ? 0o755 : 0o644);
    }
  }
  if (kind === "build")
    cpSync(join(from, ".dockerignore"), folder.place(join(to, ".dockerignore")), { force: true });
}
