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
}

const heading = ["ID", "TIME", "SIZE", "HOLDS", ""];

/** The table of `npm run restore -- list`. */
export function backupsText({ backups }: BackupList): string {
  if (backups.length === 0) return "There is no backup yet: npm run box -- backup";
  const rows = backups.map((backup) => [
    backup.id,
    backup.time,
    bytes(backup.bytes),
    [...backup.databases.map(({ name }) => name), ...backup.volumes.map(({ path }) => path)].join(" "),
    notes(backup),
  ]);
  return columns([heading, ...rows]);
}

function notes({ failed, shrunk }: BackupList["backups"][number]): string {
  return [
    ...(failed.length > 0 ? [`without ${failed.map(({ name }) => name).join(", ")}`] : []),
    ...(shrunk.length > 0 ? [`much smaller than before: ${shrunk.join(", ")}`] : []),
  ].join("; ");
}
