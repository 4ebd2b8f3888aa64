import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { StoredPart } from "../../leaving/backup-manifest";
import { awsProblem } from "../box/box-problem";
import { UserMistake } from "../run-command";
import type { BackupSource } from "./backup-source";

/** Writes a part of a backup to a file. Throws when it is not what the backup wrote. */
export async function fetchPart(source: BackupSource, part: StoredPart, file: string): Promise<void> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = async function* (pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  try {
    const stream = await source.stream(part);
    await pipeline(Readable.from(counted(stream)), createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    throw written(awsProblem(error), file);
  }
  if (bytes !== part.bytes || hash.digest("hex") !== part.sha256)
    throw new UserMistake(
      `${part.key} is damaged: its ${bytes} bytes are not the ${part.bytes} that were written; choose another --backup`,
    );
}

/** A full disk and the like are told in a sentence. */
function written(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && /^E[A-Z]+$/.test(code)
    ? new UserMistake(`${file} cannot be written (${code})`)
    : error;
}
