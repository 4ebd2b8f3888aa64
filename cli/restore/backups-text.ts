import { columns } from "../box/columns";
import { bytes } from "../box/words";

/** What `restore list` prints on the box: the manifests, see box/programs/backup_manifest.py. */
export interface BackupList {
  readonly backups: readonly {
    readonly id: string;
    readonly time: string;
    readonly bytes: number;
    readonly databases: readonly { readonly name: string }[];
    readonly volumes: readonly { readonly path: string }[];
    readonly failed: readonly { readonly name: string }[];
    readonly shrunk: readonly string[];
  }[];
  /** From when to when databases can be brought back as of any second; absent where only nightly backups are. */
  readonly windows?: readonly { readonly from: string; readonly until: string }[];
}

const heading = ["ID", "TIME", "SIZE", "HOLDS", ""];

/** The table of `npm run restore -- list`. */
export function backupsText({ backups, windows = [] }: BackupList): string {
  if (backups.length === 0) return "There is no backup yet: npm run box -- backup";
  const seconds = windows.map(
    ({ from, until }) => `Databases as of any second: ${from} to ${until} (--time)`,
  );
  const rows = backups.map((backup, index) => [
    backup.id,
    backup.time,
    bytes(backup.bytes),
    held(backup).join(" "),
    notes(backup, lastWith(backup, backups.slice(0, index))),
  ]);
  return [columns([heading, ...rows]), ...seconds].join("\n");
}

type Backup = BackupList["backups"][number];

function held({ databases, volumes }: Backup): readonly string[] {
  return [...databases.map(({ name }) => name), ...volumes.map(({ path }) => path)];
}

/** What no newer one has: an app that left the settings. Retention leaves it alone. */
function lastWith(backup: Backup, newer: readonly Backup[]): readonly string[] {
  const known = new Set(newer.flatMap(held));
  return newer.length === 0 ? [] : held(backup).filter((name) => !known.has(name));
}

function notes({ failed, shrunk }: Backup, last: readonly string[]): string {
  return [
    ...(failed.length > 0 ? [`without ${failed.map(({ name }) => name).join(", ")}`] : []),
    ...(last.length > 0 ? [`the last with ${last.join(", ")}`] : []),
    ...(shrunk.length > 0 ? [`much smaller than before: ${shrunk.join(", ")}`] : []),
  ].join("; ");
}
