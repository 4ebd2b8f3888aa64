import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserMistake } from "../run-command";

const mark = ".ladder-export";

/** A folder that gets its name when everything is in it; until then it is beside it. */
export interface ExportFolder {
  readonly unfinished: string;
  write(path: string, text: string, mode?: number): void;
  /** Where a file will be, its folder made. */
  place(path: string): string;
  finish(): void;
  /** Takes away what was written. */
  giveUp(): void;
}

/** Refuses a folder with anything in it; takes the place of an export that was killed. */
export function openExportFolder(path: string): ExportFolder {
  const target = resolve(path);
  refuseFilled(target, path);
  const unfinished = `${target}.unfinished`;
  takeOver(unfinished);
  make(unfinished, path);
  writeFileSync(join(unfinished, mark), String(process.pid));
  const place = (file: string) => {
    mkdirSync(dirname(join(unfinished, file)), { recursive: true });
    return join(unfinished, file);
  };
  return {
    unfinished,
    place,
    write: (file, text, mode = 0o644) => writeFileSync(place(file), text, { mode }),
    finish: () => {
      rmSync(join(unfinished, mark));
      if (existsSync(target)) rmdirSync(target);
      renameSync(unfinished, target);
    },
    giveUp: () => rmSync(unfinished, { recursive: true, force: true }),
  };
}

function refuseFilled(target: string, path: string): void {
  if (!existsSync(target)) return;
  const held = contents(target);
  if (held === undefined) throw new UserMistake(`--out: ${path} is not a folder that can be read`);
  if (held.length > 0)
    throw new UserMistake(`--out: ${path} is not empty; nothing was written. Name a new folder.`);
}

function contents(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

/** Only what an export left behind is removed, and not while it is at work. */
function takeOver(unfinished: string): void {
  if (!existsSync(unfinished)) return;
  const file = join(unfinished, mark);
  if (!existsSync(file)) throw new UserMistake(`--out: ${unfinished} is in the way, and no export made it`);
  const owner = Number(readFileSync(file, "utf8"));
  if (isAlive(owner)) throw new UserMistake(`--out: another export (process ${owner}) is writing there`);
  rmSync(unfinished, { recursive: true });
}

function isAlive(id: number): boolean {
  try {
    return id > 0 && process.kill(id, 0);
  } catch {
    return false;
  }
}

function make(folder: string, path: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserMistake(`--out: the folder ${path} cannot be made (${code ?? "unknown reason"})`);
  }
}
