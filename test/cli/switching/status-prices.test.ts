import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { exportFile, of, root, status } from "./switched-export";

interface Document {
  readonly choices: readonly {
    readonly set: readonly string[];
    readonly usdPerMonth?: number;
    readonly refused?: string;
    readonly removes?: readonly string[];
  }[];
  readonly standbyUsdPerDay?: number;
}

/** What the preview says of the same stack with other settings. */
function previewed(file: string, ...set: readonly string[]): number {
  const changes = set.flatMap((one) => ["--set", one]);
  const program = ["--require", "./scripts/loader.cjs", "cli/preview.ts", "--json", "--stack", "prod"];
  const { stdout } = spawnSync(process.execPath, [...program, "--deployed", file, ...changes], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return (JSON.parse(stdout) as { cost: { monthly: { total: number } } }).cost.monthly.total;
}

describe("npm run switch -- status, with prices", () => {
  it("prices each choice as the preview does, a retirement as it ends, and says which the settings refuse", function () {
    this.timeout(120_000);
    const file = exportFile();
    const { choices, standbyUsdPerDay } = JSON.parse(
      status(["--deployed", file, "--stack", "prod", "--json"]).stdout,
    ) as Document;
    const [stay = 0, back = 0, retire = 0, third = 0] = choices.map(({ usdPerMonth }) => usdPerMonth ?? 0);
    expect(choices.map(({ set }) => set.join())).to.deep.equal([
      "tier=beanstalk,retire=,traffic=",
      "tier=compose,retire=,traffic=",
      "tier=beanstalk,retire=,traffic=,retire=compose",
      "tier=fargate,retire=,traffic=",
    ]);
    expect(stay).to.be.closeTo(previewed(file, "tier=beanstalk"), 0.005);
    expect(back).to.be.greaterThan(retire);
    expect(third).to.be.closeTo(previewed(file, "tier=fargate"), 0.005);
    // What stands by costs what its retirement saves.
    expect(standbyUsdPerDay).to.be.closeTo(((stay - retire) * 24) / 730, 0.000_001);
    expect(choices[2]?.removes?.slice(0, 3)).to.deep.equal([
      "the box",
      "its data volume, after a last snapshot",
      "its public address",
    ]);
    const dev = JSON.parse(status(["--deployed", of("dev", file), "--json"]).stdout) as Document;
    expect(dev.choices[3]?.usdPerMonth).to.equal(undefined);
    expect(dev.choices[3]?.refused).to.match(
      /^apps\[\d+\]\.volumes: the files of \w+ are on the box .* \(and \d+ more\)$/,
    );
    expect(status(["--deployed", file, "--stack", "prod"]).stdout).to.match(
      /^ {2,}\$\d+\.\d\d a month {2}compose goes.*\n +removes the box, .*\n +pulumi config set retire compose -s prod && /m,
    );
  });
});
