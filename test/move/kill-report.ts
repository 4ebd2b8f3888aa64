import { writeFileSync } from "node:fs";

interface Kill {
  readonly victim: string;
  readonly phase: string;
  /** After the kill, until the move was done. */
  readonly commands: number;
  readonly rows: number;
  /** Acknowledged rows that were not there exactly once. */
  readonly wrong: number;
}

const fewest = 10;
const file = "docs/proof/move-kills.md";

/** What came of a long run of kills, for docs/proof. */
export class KillReport {
  private readonly kills: Kill[] = [];

  constructor(
    private readonly seed: number,
    private readonly wanted: number,
  ) {}

  add(kill: Kill): void {
    this.kills.push(kill);
  }

  /** A short run, as in CI, leaves the last report alone. */
  write(): void {
    if (this.kills.length < fewest) return;
    writeFileSync(file, this.text());
  }

  private text(): string {
    const sum = (field: "rows" | "wrong") => this.kills.reduce((total, kill) => total + kill[field], 0);
    return `# Moves of databases that were killed

Made by \`LADDER_MOVE_KILLS=${this.wanted} npm run test:move -- kills\` on ${new Date().toISOString().slice(0, 10)}; \`LADDER_MOVE_SEED=${this.seed}\` chooses the same moments again.

- ${this.kills.length} of ${this.wanted} kills were made, at moments spread evenly over a move's length.
- ${sum("rows")} writes were acknowledged meanwhile; ${sum("wrong")} of them were not there exactly once afterwards.
- ${this.count("commands", 1)} moves were done by the next command, ${this.count("commands", 2)} by the one after; more were never needed.

| killed | times |
| --- | --- |
${this.table("victim")}

| phase it was in | times |
| --- | --- |
${this.table("phase")}
`;
  }

  private count(field: keyof Kill, value: Kill[keyof Kill]): number {
    return this.kills.filter((kill) => kill[field] === value).length;
  }

  private table(field: "victim" | "phase"): string {
    const values = [...new Set(this.kills.map((kill) => kill[field]))].toSorted();
    return values.map((value) => `| ${value} | ${this.count(field, value)} |`).join("\n");
  }
}
