import { age, bytes } from "./words";

/** What box/programs/backup_state.py keeps; each part is there once it happened. */
export interface Backups {
  readonly lastVerified?: {
    readonly id: string;
    readonly time: string;
    readonly bytes: number;
    readonly seconds: number;
    readonly databases: number;
    readonly volumes: number;
    readonly shrunk: readonly string[];
  };
  readonly lastRun?: Outcome;
  readonly lastDrill?: Outcome;
  /** The newest backup whose off-site copy was read back whole. */
  readonly lastCopied?: { readonly id: string; readonly time: string };
  readonly lastCopy?: Outcome;
  /** The last moment of which the bucket has everything; only with point-in-time recovery. */
  readonly log?: { readonly until: string | null; readonly error: string };
}

interface Outcome {
  readonly time: string;
  readonly ok: boolean;
  readonly error: string;
}

/** How backups are doing, for `npm run box -- status`. */
export function backupLines(backups: Backups, now: Date): readonly string[] {
  const { lastVerified, lastRun, lastDrill } = backups;
  const ago = ({ time }: { readonly time: string }) => `${age(new Date(time), now)} ago`;
  return [
    lastVerified ? verified(lastVerified, ago(lastVerified)) : "Backup: none verified yet",
    ...(lastRun && !lastRun.ok ? [`Backup: failed ${ago(lastRun)}: ${lastRun.error}`] : []),
    ...(lastVerified && lastVerified.shrunk.length > 0
      ? [`Backup: much smaller than the one before: ${lastVerified.shrunk.join(", ")}`]
      : []),
    ...(lastDrill
      ? [`Restore drill: ${lastDrill.ok ? "passed" : "failed"} ${ago(lastDrill)}${reason(lastDrill)}`]
      : []),
    ...copyLines(backups, ago),
    ...logLines(backups),
  ];
}

/** Nothing where no copy was ever tried. */
function copyLines(
  { lastCopied, lastCopy }: Backups,
  ago: (then: { readonly time: string }) => string,
): readonly string[] {
  if (!lastCopy) return [];
  return [
    lastCopied ? `Off-site: has the backup of ${ago(lastCopied)}, ${lastCopied.id}` : "Off-site: no copy yet",
    ...(lastCopy.ok ? [] : [`Off-site: copying failed ${ago(lastCopy)}: ${lastCopy.error}`]),
  ];
}

function logLines({ log }: Backups): readonly string[] {
  if (!log) return [];
  return [
    log.until === null
      ? "Log: nothing of it is in the bucket yet"
      : `Log: everything until ${log.until} is in the bucket`,
    ...(log.error === "" ? [] : [`Log: uploading failed: ${log.error}`]),
  ];
}

function verified(backup: NonNullable<Backups["lastVerified"]>, ago: string): string {
  const { id, databases, volumes, seconds } = backup;
  const what = `${databases} database(s) and ${volumes} volume(s), ${bytes(backup.bytes)} in ${seconds} s`;
  return `Backup: verified ${ago}, ${what}; ${id}`;
}

function reason({ ok, error }: Outcome): string {
  return ok ? "" : `: ${error}`;
}
