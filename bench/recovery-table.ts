import { table } from "./table";

/** Seconds since the machine that takes the lost one's place was switched on. */
export interface Recovered {
  /** With the lost machine's volume, to the first answer over HTTPS with its data. */
  readonly withVolume: number;
  /** Without it, to the first answer of the apps, which are empty. */
  readonly empty: number;
  /** Of the command that brings everything back. */
  readonly restore: number;
  /** Without it, to the first answer over HTTPS with its data. */
  readonly whole: number;
}

/** As docs/recover.md has it. */
export function recoveryTable(
  run: Recovered & { readonly databaseMb: number; readonly filesMb: number; readonly bare: number },
): string {
  const rows: readonly (readonly [string, number])[] = [
    ["the machine; its volume is there", run.withVolume],
    ["machine and volume: the apps answer, empty", run.empty],
    ["machine and volume: they answer with the backup's data", run.whole],
    ["of that, `restore to --all --replace`", run.restore],
    ["a bare `pg_restore` of the database, for comparison", run.bare],
  ];
  return table(
    [`lost, with ${Math.round(run.databaseMb)} MB of rows and ${Math.round(run.filesMb)} MB of files`, "s"],
    rows.map(([what, seconds]) => [what, seconds.toFixed(1)]),
  );
}
