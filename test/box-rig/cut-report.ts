import { writeProof } from "../../rig/write-proof";

export interface Cut {
  /** What the box was made to do. */
  readonly during: string;
  /** From the next start until the wanted version served. */
  readonly seconds: number;
  /** Rows that were acknowledged since the last one. */
  readonly rows: number;
  /** Acknowledged rows that were not there afterwards. */
  readonly missing: number;
  /** Whether all that is live was of the wanted version. */
  readonly whole: boolean;
}

/** Fewer, as in CI, leave the last report alone. */
const fewest = 30;

/** Keeps what came of a long run of power cuts. */
export function reportCuts(cuts: readonly Cut[], seed: number, wanted: number): void {
  if (wanted < fewest) return;
  const sum = (field: "rows" | "missing") => cuts.reduce((total, cut) => total + cut[field], 0);
  const seconds = cuts.map((cut) => cut.seconds).toSorted((one, other) => one - other);
  writeProof("power-cuts", {
    title: "Boxes whose power was cut",
    command: `LADDER_RIG_CUTS=${wanted} npm run test:box -- test/box-rig/power-cuts.box.ts`,
    again: `LADDER_RIG_SEED=${seed}`,
    remark: 'What a cut is there: `docs/box.md`, "What the rig cannot show".',
    points: [
      `After ${cuts.length} of ${wanted} cuts the box served the wanted version by itself, the median ${seconds[Math.floor(seconds.length / 2)] ?? "-"} s and the slowest ${seconds.at(-1) ?? "-"} s after its next start.`,
      `${cuts.filter(({ whole }) => !whole).length} times something of another version was live.`,
      `${sum("rows")} writes were acknowledged meanwhile; ${sum("missing")} of them were missing afterwards.`,
    ],
    counted: { "cut during": cuts.map(({ during }) => during) },
  });
}
