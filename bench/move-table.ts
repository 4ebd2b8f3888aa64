import { table } from "./table";

/** Of several rounds the middle, in seconds; up is to RDS. */
export interface Measured {
  readonly what: string;
  readonly bytes: number;
  readonly up: Direction;
  readonly down: Direction;
}

export interface Direction {
  readonly bare: number;
  readonly whole: number;
  readonly writeStop: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** As docs/moving.md has them. */
export function moveTables(measured: readonly Measured[]): string {
  const rows = measured.map(({ what, bytes, up, down }) => [
    `${what}, ${Math.round(bytes / 2 ** 20)} MB`,
    ...[up, down].flatMap(({ bare, whole, writeStop }) =>
      [bare, whole, writeStop].map((seconds) => seconds.toFixed(1)),
    ),
  ]);
  const columns = [
    "data",
    ...["up", "down"].flatMap((way) => [`bare, ${way}`, `move ${way}`, "nobody writes"]),
  ];
  return [table(columns, rows), ...measured.slice(0, 1).map(partsTable)].join("\n\n");
}

/** What takes its time at any size. */
function partsTable({ what, up, down }: Measured): string {
  const rows = Object.entries(up.parts).map(([part, seconds]) => [
    part,
    seconds.toFixed(1),
    (down.parts[part] ?? NaN).toFixed(1),
  ]);
  return table([`parts of a move of ${what}`, "up", "down"], rows);
}
