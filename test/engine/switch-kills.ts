import { writeFileSync } from "node:fs";

interface Kill {
  readonly pair: string;
  readonly victim: string;
  /** Whether the settings went back after the kill. */
  readonly back: boolean;
  /** After the kill, until the settings were reached. */
  readonly updates: number;
  /** What holds data and was deleted or replaced. */
  readonly lost: readonly string[];
  /** What holds data, was made, and made again as the first answer was lost. */
  readonly twice: readonly string[];
}

const fewest = 5;
const file = "docs/proof/switch-kills.md";

/** What came of a long run of kills, for docs/proof. */
export class SwitchKills {
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
    if (this.kills.length >= fewest) writeFileSync(file, this.text());
  }

  private text(): string {
    const { kills } = this;
    const twice = kills.flatMap((kill) => kill.twice);
    return `# Switches that were killed

Made by \`LADDER_KILLS=${this.wanted} npm run test:engine -- --grep "kills at random"\` on ${new Date().toISOString().slice(0, 10)}; \`LADDER_SEED=${this.seed}\` chooses the same moments again. The real Pulumi CLI, with stand-ins for the cloud that answer at once.

- ${kills.length} of ${this.wanted} updates that switch tiers were killed, and all reached what the settings said afterwards; ${this.count(({ back }) => back)} of them were told to go back.
- ${this.count((kill) => kill.updates === 1)} with the next update, ${this.count((kill) => kill.updates === 2)} with the one after; more were never needed.
- ${kills.flatMap((kill) => kill.lost).length} things that hold data were deleted or replaced.
- ${twice.length} were made twice, as the answer to the first was lost${twice.length > 0 ? ` (${[...new Set(twice)].join(", ")}): the first one is empty, and is removed by hand` : ""}.

| killed | times |
| --- | --- |
${this.table("victim")}

| switch | times |
| --- | --- |
${this.table("pair")}
`;
  }

  private count(matches: (kill: Kill) => boolean): number {
    return this.kills.filter(matches).length;
  }

  private table(field: "victim" | "pair"): string {
    const values = [...new Set(this.kills.map((kill) => kill[field]))].toSorted();
    return values.map((value) => `| ${value} | ${this.count((kill) => kill[field] === value)} |`).join("\n");
  }
}
