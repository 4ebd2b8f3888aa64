import { writeProof } from "../../rig/write-proof";

export interface Kill {
  readonly program: string;
  /** What it had said last, without names. */
  readonly step: string;
}

/** Fewer, as in CI, leave the last report alone. */
const fewest = 50;

/** Keeps what came of a long run of kills after which nothing was missing. `restored` are backups that were restored whole. */
export function reportKills(kills: readonly Kill[], seed: number, restored: number): void {
  if (kills.length < fewest) return;
  writeProof("backup-kills", {
    title: "Backups, off-site copies, drills and restores that were killed",
    command: `LADDER_BACKUP_KILLS=${kills.length} npm run test:backup -- kills`,
    again: `LADDER_BACKUP_SEED=${seed}`,
    points: [
      `${kills.length} kills were made, at random moments of a random program's run; after each the database had all its rows.`,
      `${restored} backups had a manifest afterwards; each was restored and compared, none was not whole.`,
      "Every off-site copy with a manifest had all its objects, and the newest one passed a drill.",
      "The next backup, copy and drill needed no tidying up by hand; no database of theirs and no container was left over.",
    ],
    counted: {
      killed: kills.map(({ program }) => program),
      "what it had said last": kills.map(({ step }) => step),
    },
  });
}

/** `backup: app_rows: reading back` -> `reading back`. */
export function stepOf(stderr: string): string {
  const last = stderr.trim().split("\n").at(-1) ?? "";
  if (last === "") return "nothing yet";
  if (/\bdone: |are whole, in /.test(last)) return "that it was done";
  if (last.startsWith("off-site copy: "))
    return / is there already$/.test(last) ? "that it is there already" : "copying";
  const step = last.split(": ").at(-1) ?? "";
  return step.startsWith("restoring ")
    ? "restoring a table"
    : step.replace(/^from the backup of .*/, "which backup");
}
