import { type Dirent, existsSync, readdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type DockerIgnore, dockerIgnore } from "./docker-ignore";
import { type Problem, SettingsError } from "./problems";

/** build: a Docker build context. static: files that are served as they are. */
export type FolderKind = "build" | "static";

export interface FolderEntry {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly type: "file" | "link";
}

const mainFile = { build: "Dockerfile", static: "index.html" } as const;
const allFiles: DockerIgnore = { ignores: () => false, prunes: () => false };

/** Every file that counts, sorted. Empty folders do not: Git has none. Throws SettingsError; `setting` is the path shown. */
export function listFolder(dir: string, kind: FolderKind, setting: string): readonly FolderEntry[] {
  if (!isUsable(dir, "isDirectory"))
    throw new SettingsError([{ path: setting, problem: "no such folder", got: dir }]);
  if (!isUsable(join(dir, mainFile[kind]), "isFile")) {
    throw new SettingsError([{ path: setting, problem: `the folder has no ${mainFile[kind]}`, got: dir }]);
  }
  const root = realpathSync(dir);
  const found = [...walk(root, "", kind === "build" ? dockerIgnore(root) : allFiles)];
  const problems = found.flatMap(([path, item]) => entryProblem(root, path, item, setting));
  if (problems.length > 0) throw new SettingsError(problems);
  return found
    .map(([path, item]): FolderEntry => ({ path, type: item.isFile() ? "file" : "link" }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function isUsable(path: string, kind: "isFile" | "isDirectory"): boolean {
  return existsSync(path) && statSync(path)[kind]();
}

function* walk(
  root: string,
  folder: string,
  { ignores, prunes }: DockerIgnore,
): Generator<readonly [string, Dirent]> {
  for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === "" ? item.name : `${folder}/${item.name}`;
    if (item.isDirectory()) {
      if (!prunes(path)) yield* walk(root, path, { ignores, prunes });
    } else if (!ignores(path)) yield [path, item];
  }
}

function entryProblem(root: string, path: string, item: Dirent, setting: string): readonly Problem[] {
  const problem = item.isSymbolicLink()
    ? linkProblem(root, path)
    : item.isFile()
      ? undefined
      : "not a file, folder or link";
  return problem === undefined
    ? []
    : [{ path: setting, problem, got: path, hint: "remove it from the folder" }];
}

/** A link may only lead to something inside the folder: what is outside is not part of the digest. */
function linkProblem(root: string, path: string): string | undefined {
  const link = join(root, path);
  const target = resolve(dirname(link), readlinkSync(link));
  if (!existsSync(target)) return "a link to nothing";
  return relative(root, realpathSync(target)).startsWith("..")
    ? "a link that leads out of the folder"
    : undefined;
}
