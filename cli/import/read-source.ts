import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type FileKind, fileKind, knownFiles } from "../../joining/file-kind";
import { UserMistake } from "../run-command";

/** A user's file. */
export interface SourceFile {
  readonly file: string;
  readonly folder: string;
  readonly kind: FileKind;
  readonly text: string;
}

/** Reads the file, or the first one of a folder that is known. Throws UserMistake. */
export function readSource(path: string): SourceFile {
  const found = pathOf(path);
  const kind = fileKind(found);
  if (kind === undefined)
    throw new UserMistake(
      `${path}: the name does not say what it is; allowed a Compose file (.yml, .yaml), ${knownFiles.slice(4).join(", ")}`,
    );
  return { file: basename(found), folder: dirname(found), kind, text: textOf(found) };
}

function pathOf(path: string): string {
  if (path.includes("\0") || !existsSync(path)) throw new UserMistake(`${path}: no such file`);
  if (!statSync(path).isDirectory()) return path;
  const name = knownFiles.find((file) => existsSync(join(path, file)));
  if (name === undefined)
    throw new UserMistake(`${path}: no file in this folder is known; allowed ${knownFiles.join(", ")}`);
  return join(path, name);
}

/** Larger files are no settings. */
const mostBytes = 2_000_000;

function textOf(path: string): string {
  if (statSync(path).size > mostBytes) throw new UserMistake(`${path}: larger than 2 MB`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserMistake(
      code === "ERR_ENCODING_INVALID_ENCODED_DATA"
        ? `${path}: not UTF-8; save it as UTF-8 and import again`
        : `${path}: cannot be read (${code ?? "unknown reason"})`,
    );
  }
}
