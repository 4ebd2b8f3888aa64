import type { RolledBack } from "../../box/run-command/apply-version";
import { backupLines, type Backups } from "./backup-lines";
import { columns } from "./columns";
import { age, bytes } from "./words";

/** What box_status.py prints. */
export interface Status {
  readonly apps: readonly Part[];
  readonly services: readonly Part[];
  readonly disks: readonly {
    readonly path: string;
    readonly freeBytes: number;
    readonly totalBytes: number;
  }[];
  /** What is not as it should be, in sentences; absent on a box from before. */
  readonly problems?: readonly string[];
  readonly lastApply: {
    readonly version: string;
    readonly time: string;
    readonly ok: boolean;
    readonly error: string;
  } | null;
  readonly backups: Backups | null;
}

interface Part {
  readonly name: string;
  readonly state: string;
  readonly image?: string;
  readonly since?: string;
  readonly memoryBytes?: number | null;
  readonly memoryLimitBytes?: number | null;
  readonly restarts?: number;
  readonly outOfMemory?: boolean;
  readonly rolledBack?: RolledBack;
}

const heading = ["NAME", "STATE", "SINCE", "MEMORY", "RESTARTS", "IMAGE"];

/** The table of `npm run box -- status`. */
export function statusText(status: Status, now: Date): string {
  const { apps, services, disks, lastApply, backups, problems = [] } = status;
  const rows = [...apps, ...services].map((part) => row(part, now));
  return [
    columns([heading, ...rows]),
    "",
    ...apps.flatMap(({ name, rolledBack }) => (rolledBack ? [rollback(name, rolledBack, now)] : [])),
    ...(lastApply ? [applied(lastApply, now)] : []),
    ...(backups ? backupLines(backups, now) : []),
    ...disks.map(
      ({ path, freeBytes, totalBytes }) => `Disk ${path}: ${bytes(freeBytes)} of ${bytes(totalBytes)} free`,
    ),
    ...problems.map((sentence) => `PROBLEM: ${sentence}`),
  ].join("\n");
}

function row({ name, image = "", since, restarts, ...part }: Part, now: Date): readonly string[] {
  const started = since === undefined ? "" : age(new Date(since), now);
  return [
    name,
    stateWords(part),
    started,
    memory(part),
    restarts === undefined ? "" : String(restarts),
    image,
  ];
}

function stateWords({ state, outOfMemory, rolledBack }: Omit<Part, "name">): string {
  const notes = [outOfMemory && "out of memory", rolledBack && "rolled back"].filter(Boolean);
  return notes.length === 0 ? state : `${state} (${notes.join(", ")})`;
}

function rollback(app: string, { from, to, since }: RolledBack, now: Date): string {
  const when = `${since}, ${age(new Date(since), now)} ago`;
  return `${app}: rolled back from ${from} to ${to} at ${when}; undo: npm run box -- rollback ${app} --undo`;
}

function memory({ memoryBytes, memoryLimitBytes }: Omit<Part, "name">): string {
  if (memoryBytes === undefined || memoryBytes === null) return "";
  return memoryLimitBytes ? `${bytes(memoryBytes)} of ${bytes(memoryLimitBytes)}` : bytes(memoryBytes);
}

function applied({ version, time, ok, error }: NonNullable<Status["lastApply"]>, now: Date): string {
  const outcome = ok ? "applied" : `failed: ${error}`;
  return `Version ${version.slice(0, 12)}, ${age(new Date(time), now)} ago, ${outcome}`;
}
