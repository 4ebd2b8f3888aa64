import { writeFileSync } from "node:fs";

interface Cut {
  /** What the box was made to do. */
  readonly during: string;
  /** From the next start until the wanted version served. */
  readonly seconds: number;
  /** Acknowledged rows that were not there afterwards. */
  readonly missing: number;
  /** Whether all that is live was of the wanted version. */
  readonly whole: boolean;
}

const fewest = 30;
const file = "docs/proof/power-cuts.md";

/** What came of a long run of power cuts, for docs/proof. */
export class CutReport {
  private readonly cuts: Cut[] = [];
  private rows = 0;

  constructor(
    private readonly seed: number,
    private readonly wanted: number,
  ) {}

  /** With the rows that were acknowledged since the last one. */
  add(cut: Cut, rows: number): void {
    this.cuts.push(cut);
    this.rows += rows;
  }

  /** A short run, as in CI, leaves the last report alone. */
  write(): void {
    if (this.wanted >= fewest) writeFileSync(file, this.text());
  }

  private text(): string {
    const missing = this.cuts.reduce((sum, cut) => sum + cut.missing, 0);
    const seconds = this.cuts.map((cut) => cut.seconds).toSorted((one, other) => one - other);
    return `# Boxes whose power was cut

Made by \`LADDER_RIG_CUTS=${this.wanted} npm run test:box -- test/box-rig/power-cuts.box.ts\` on ${new Date().toISOString().slice(0, 10)}; \`LADDER_RIG_SEED=${this.seed}\` chooses the same moments again. What a cut is there: \`docs/box.md\`, "What the rig cannot show".

- After ${this.cuts.length} of ${this.wanted} cuts the box served the wanted version by itself, the median ${seconds[Math.floor(seconds.length / 2)] ?? "-"} s and the slowest ${seconds.at(-1) ?? "-"} s after its next start.
- ${this.cuts.filter(({ whole }) => !whole).length} times something of another version was live.
- ${this.rows} writes were acknowledged meanwhile; ${missing} of them were missing afterwards.

| cut during | times |
| --- | --- |
${this.table()}
`;
  }

  private table(): string {
    const kinds = [...new Set(this.cuts.map(({ during }) => during))].toSorted();
    return kinds
      .map((kind) => `| ${kind} | ${this.cuts.filter(({ during }) => during === kind).length} |`)
      .join("\n");
  }
}
