import { backupManifest, type BackupManifest } from "../../leaving/backup-manifest";
import { UserMistake } from "../run-command";
import type { BackupSource } from "./backup-source";

/** The newest backup in which nothing failed, or the one that is named. Throws UserMistake when there is none. */
export async function chooseBackup(source: BackupSource, wanted?: string): Promise<BackupManifest> {
  const identifiers = await source.identifiers();
  if (wanted !== undefined && !identifiers.includes(wanted))
    throw new UserMistake(
      `--backup: ${source.title} has no backup ${wanted}; npm run restore -- list shows them`,
    );
  const candidates = wanted === undefined ? identifiers : [wanted];
  for (const identifier of candidates) {
    const manifest = await read(source, identifier);
    if (manifest.failed.length === 0) return manifest;
    if (wanted !== undefined) throw new UserMistake(incomplete(manifest));
  }
  throw new UserMistake(
    `${source.title} holds no whole backup: npm run box -- backup makes one; --without-data exports without any`,
  );
}

function incomplete({ id, failed }: BackupManifest): string {
  return `--backup: ${id} is without ${failed.map(({ name }) => name).join(", ")}; choose another one`;
}

async function read(source: BackupSource, identifier: string): Promise<BackupManifest> {
  const key = `${identifier}/manifest.json`;
  const { data } = backupManifest.safeParse(parsed(await source.text(key)));
  if (data?.id !== identifier)
    throw new UserMistake(
      `${source.title}: ${key} cannot be read; it is damaged, or of a newer version of Ladder`,
    );
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
