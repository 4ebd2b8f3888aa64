import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { addedRuns, madeIn, seedsOf } from "./added-runs";

describe("a proof in pieces", () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "ladder-proof-"));
  const [first, second] = [
    { seed: 7, kills: ["a", "b"] },
    { seed: 8, kills: ["c"] },
  ];

  beforeEach(() => process.chdir(folder));
  afterEach(() => {
    process.chdir(before);
    delete process.env["LADDER_ADD"];
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is one run by itself, and all runs so far when they are to be added", () => {
    process.env["LADDER_ADD"] = "1";
    expect(addedRuns("cars", first)).to.deep.equal([first]);
    expect(addedRuns("cars", second)).to.deep.equal([first, second]);
    delete process.env["LADDER_ADD"];
    expect(addedRuns("cars", second)).to.deep.equal([second]);
  });

  it("says in how many runs, when there are several", () => {
    expect([madeIn([first]), madeIn([first, second])]).to.deep.equal(["", ", in 2 runs"]);
  });

  it("names the seed of each", () => {
    expect(seedsOf("SEED", [first])).to.equal("SEED=7");
    expect(seedsOf("SEED", [first, second])).to.equal("SEED=7 (2 kills), SEED=8 (1 kills)");
  });
});
