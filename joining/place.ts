import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";

/** The folder of a user's file, as far as the file may ask for it. */
export interface Place {
  /** Name of the folder; Compose names the project after it. */
  readonly name: string;
  /** The text of a file, relative to the folder; undefined when it cannot be read. */
  read(path: string): string | undefined;
  /** What is there. */
  kindOf(path: string): "file" | "folder" | undefined;
  /** The path as a stack file of the project has it. */
  fromProject(path: string): string;
}

/** Longer files are no settings. */
const longestFile = 2_000_000;

/** A folder of this machine, seen from the project's. */
export function placeAt(folder: string, projectDir: string): Place {
  const at = (path: string) => resolve(folder, path);
  return {
    name: basename(resolve(folder)),
    read: (path) => textOf(at(path)),
    kindOf: (path) => kindOf(at(path)),
    fromProject: (path) => shown(relative(resolve(projectDir), at(path))),
  };
}

function textOf(path: string): string | undefined {
  if (kindOf(path) !== "file" || statSync(path).size > longestFile) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** A name that no file can have is the name of none. */
function kindOf(path: string): "file" | "folder" | undefined {
  if (path.includes("\0") || !existsSync(path)) return undefined;
  const found = statSync(path);
  if (found.isDirectory()) return "folder";
  return found.isFile() ? "file" : undefined;
}

function shown(path: string): string {
  const plain = path.split(sep).join("/");
  if (plain === "") return ".";
  return plain.startsWith("../") || plain === ".." ? plain : `./${plain}`;
}
