import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { expectGolden } from "../../golden-file";
import { FIXTURE_SNAPSHOT } from "./fixture-snapshot";

const SCRIPTS = join(__dirname, "..", "..", "..", "scripts");
const COMMAND = ["--require", join(SCRIPTS, "loader.cjs"), join(SCRIPTS, "import-prices.ts")];
const FACTS = join(__dirname, "fixtures", "facts");

describe("The price importer", () => {
  it("makes exactly the golden snapshot from the fixture facts", () => {
    const dir = mkdtempSync(join(tmpdir(), "prices-"));
    try {
      execFileSync("node", [...COMMAND, FACTS, dir], { stdio: "pipe" });
      for (const file of readdirSync(dir)) {
        expectGolden(join("prices", file), readFileSync(join(dir, file), "utf8"));
      }
      expect(readdirSync(dir).toSorted()).to.deep.equal(readdirSync(FIXTURE_SNAPSHOT).toSorted());
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it("writes small numbers as decimals, not with an exponent", () => {
    const lambda = readFileSync(join(FIXTURE_SNAPSHOT, "lambda.csv"), "utf8");
    expect(lambda).to.contain("lambda,duration.arm.first7.5B,us-east-1,0.0000133334,USD per GB-second,");
  });

  it("keeps allowances and definitions apart from prices", () => {
    const rules = readFileSync(join(FIXTURE_SNAPSHOT, "rules.csv"), "utf8");
    expect(rules).to.contain("freeTier.alwaysFree,lambda.requests,1000000,per month,london,2026-10-06,,");
    expect(readdirSync(FIXTURE_SNAPSHOT)).not.to.include("freeTier.csv");
  });

  it("leaves out regions the facts do not claim to cover", () => {
    const backup = readFileSync(join(FIXTURE_SNAPSHOT, "backup.csv"), "utf8");
    expect(backup).to.contain("us-east-1").and.not.to.contain("us-west-1");
  });

  it("says how it is used when no directory is given", () => {
    const { status, stderr } = spawnSync("node", COMMAND, { encoding: "utf8" });
    expect([status, stderr.includes("usage: ")]).to.deep.equal([2, true]);
  });
});
