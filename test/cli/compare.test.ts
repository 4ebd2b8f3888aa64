import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { Comparison } from "../../cost/compare/types";
import type { CostReview } from "../../cost/types";
import { tierNames } from "../../settings/schema";

const root = resolve(__dirname, "../..");
/** A preview as one document is larger than what Node keeps of a program's output unless it is told. */
const maxBuffer = 2 ** 26;

function run(script: string, ...args: readonly string[]) {
  const command = ["--require", "./scripts/loader.cjs", `cli/${script}.ts`, ...args];
  const { status, stdout, stderr } = spawnSync("node", command, { cwd: root, encoding: "utf8", maxBuffer });
  return { status, stdout, stderr };
}

describe("npm run compare", function () {
  this.timeout(300_000);
  const stack = ["--stack", "prod", "--set", "usage.requestsPerMonth=2000000", "--set", "usage.egressGb=30"];
  const folder = mkdtempSync(join(tmpdir(), "ladder-compare-"));
  const file = join(folder, "report.html");
  let comparison: Comparison;

  before(() => {
    const { status, stdout, stderr } = run("compare", ...stack, "--json", "--html", file);
    expect([status, stderr]).to.deep.equal([0, ""]);
    comparison = JSON.parse(stdout) as Comparison;
  });

  after(() => rmSync(folder, { recursive: true }));

  function reportData(): { readonly comparison: Comparison; readonly review: CostReview } {
    const html = readFileSync(file, "utf8");
    const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    return JSON.parse(data) as ReturnType<typeof reportData>;
  }

  it("prices every tier that the settings know", () => {
    const tiers = comparison.options.filter(({ kind }) => kind === "tier").map(({ id }) => id);
    expect(tiers).to.deep.equal(tierNames.map((tier) => `tier-${tier}`));
    expect(tiers).to.include(comparison.own);
  });

  it("gives the stack's own tier the price that the preview gives", () => {
    const { stdout } = run("preview", ...stack, "--json");
    const { cost } = JSON.parse(stdout) as {
      readonly cost: { readonly monthly: { readonly total: number } };
    };
    const own = comparison.options.find(({ id }) => id === comparison.own);
    expect(own?.monthly).to.equal(cost.monthly.total);
    expect(reportData().review).to.deep.equal(cost);
  });

  it("prices 1 to 50 apps on the own tier, never cheaper with more of them", () => {
    const { points, series } = comparison.curves.apps;
    const values = series.find(({ option }) => option === comparison.own)?.values ?? [];
    expect(points.filter((_, index) => typeof values[index] !== "number")).to.deep.equal([]);
    expect(values).to.deep.equal(values.toSorted((a, b) => Number(a) - Number(b)));
  });

  it("writes a report that holds the same comparison", () => {
    expect(reportData().comparison).to.deep.equal(comparison);
  });

  it("uses the traffic of the settings everywhere", () => {
    expect([comparison.usage.requests, comparison.usage.egressGb]).to.deep.equal([2_000_000, 30]);
    const fly = comparison.options.find(({ id }) => id === "fly");
    expect(fly?.lines.find(({ what }) => what === "egress")?.quantity).to.equal(30);
  });

  it("ends with 1 and a sentence for a user's mistake", () => {
    const rate = run("compare", "--usd-per-eur", "-1");
    expect([rate.status, rate.stdout]).to.deep.equal([1, ""]);
    expect(rate.stderr).to.include("It must be US dollars for one euro, such as 1.10.");
    const nowhere = run("compare", "--stack", "nowhere");
    expect([nowhere.status, nowhere.stdout]).to.deep.equal([1, ""]);
    expect(nowhere.stderr).to.include('no settings file of this stack; got "nowhere"');
    expect(nowhere.stderr).to.not.match(/^\s+at /m);
    const unwritable = run("compare", "--stack", "prod", "--html", join(folder, "no", "such", "folder.html"));
    expect([unwritable.status, unwritable.stdout]).to.deep.equal([1, ""]);
    expect(unwritable.stderr).to.match(/^The report cannot be written: ENOENT.*\n$/);
  });
});
