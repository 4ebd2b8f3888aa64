import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UserMistake } from "../run-command";

/** Writes a file that is not there yet, whole or not at all. Throws UserMistake when it is there or cannot be written. */
export function writeNew(path: string, text: string): void {
  if (existsSync(path))
    throw new UserMistake(`${path} is there already; nothing was written. Choose another name.`);
  const next = `${path}.new-${process.pid}`;
  try {
    writeFileSync(next, text, { flag: "wx" });
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new UserMistake(`${path} cannot be written (${code ?? "unknown reason"}).`);
  }
}
