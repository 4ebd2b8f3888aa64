import { createHash, type Hash } from "node:crypto";
import { closeSync, fstatSync, openSync, readlinkSync, readSync } from "node:fs";
import { join } from "node:path";
import { type FolderEntry, type FolderKind, listFolder } from "./folder-listing";
import { SettingsError } from "./problems";

const hexDigits = 16;
const chunkBytes = 1 << 20;
const executeBit = 0o100;

/**
 * Digest of what a build or a static site is made of: relative paths, execute bits and bytes, as Git keeps them, so a
 * fresh checkout has the same digest. Throws SettingsError for a folder that cannot be used; `setting` is the path shown.
 */
export function folderDigest(dir: string, kind: FolderKind = "build", setting = dir): string {
  try {
    const hash = createHash("sha256");
    for (const entry of listFolder(dir, kind, setting)) addEntry(hash, dir, entry);
    return hash.digest("hex").slice(0, hexDigits);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new SettingsError([
      { path: setting, problem: `the folder cannot be read (${code})`, got: path ?? dir },
    ]);
  }
}

function addEntry(hash: Hash, dir: string, { path, type }: FolderEntry): void {
  if (type === "link") hash.update(`link\0${path}\0${readlinkSync(join(dir, path))}\0`);
  else addFile(hash, path, join(dir, path));
}

/** The size goes before the bytes, so that no two folders make the same stream. */
function addFile(hash: Hash, path: string, file: string): void {
  const descriptor = openSync(file, "r");
  try {
    const { mode, size } = fstatSync(descriptor);
    hash.update(`${mode & executeBit ? "program" : "file"}\0${path}\0${size}\0`);
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let count = readSync(descriptor, buffer); count > 0; count = readSync(descriptor, buffer)) {
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}
