import type { StoredPart } from "../../leaving/backup-manifest";

/** Where backups lie: the stack's bucket, or a copy of it in a folder. */
export interface BackupSource {
  /** How it is called in messages. */
  readonly title: string;
  /** Identifiers of all backups, the newest first. */
  identifiers(): Promise<readonly string[]>;
  /** The text of an object. */
  text(key: string): Promise<string>;
  /** Its bytes, in pieces. */
  stream(part: StoredPart): Promise<AsyncIterable<Uint8Array>>;
}

/** Identifiers among keys such as `20261120T030000Z-1a2b3c/manifest.json`, the newest first. */
export function identifiersAmong(keys: readonly string[]): readonly string[] {
  const found = keys.flatMap((key) => /^(\d{8}T\d{6}Z-[0-9a-f]{6})\/manifest\.json$/.exec(key)?.[1] ?? []);
  return found.toSorted().toReversed();
}
