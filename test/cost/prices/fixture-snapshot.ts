import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small snapshot that no refresh changes, made by the importer from fixtures/facts. */
export const FIXTURE_SNAPSHOT = join(__dirname, "..", "..", "golden", "prices");

/** Runs `use` on a copy of the fixture snapshot and removes the copy. */
export async function withSnapshotCopy(use: (dir: string) => Promise<void> | void): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "prices-"));
  try {
    cpSync(FIXTURE_SNAPSHOT, dir, { recursive: true });
    await use(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
