import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

/** A switch back to the box leaves the databases on RDS until the other tier is retired. */
const switched =
  /^The databases are on RDS[.]\n[1-9]\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \d+[.]\nWrite stop, as the visitor saw it: [\d.]+ s[.]\n$/;

async function answers(): Promise<readonly string[]> {
  const { stdout } = await lab("status").ended;
  console.log(stdout);
  return stdout.split("\n").filter((line) => line.startsWith("https://"));
}

const allAnswer = ["portfolio", "docs", "todo", "groceries", "whoami"].map(
  (app) => `https://${app}.lab.test  200`,
);

describe("A lab whose tier is switched while visitors write and read", () => {
  before(async () => {
    const { exitCode, stderr } = await lab("up").ended;
    expect(exitCode, stderr).to.equal(0);
  });
  after(async () => {
    await lab("down").ended;
    expect(await leftBehind()).to.deep.equal([]);
  });

  for (const tier of ["fargate", "compose"])
    it(`has every acknowledged write exactly once on ${tier}, and no failure outside of the fence`, async () => {
      const { exitCode, stdout, stderr } = await lab("switch", tier).ended;
      expect(exitCode, stderr + stdout).to.equal(0);
      expect(stdout).to.match(switched);
      console.log(stdout);
      expect(await answers()).to.deep.equal(allAnswer);
    });

  it("names what is wrong with a switch that says nothing, or two things", async () => {
    for (const words of [[], ["fargate", "--database", "rds"]]) {
      const { exitCode, stderr } = await lab("switch", ...words).ended;
      expect([exitCode, stderr]).to.deep.equal([
        1,
        "Name either a tier or --database: one of them is switched.\n",
      ]);
    }
  });
});

describe("A lab on the tier fargate", () => {
  after(() => lab("down").ended);

  it("answers for each app", async () => {
    const { exitCode, stdout, stderr } = await lab("up", "--tier", "fargate").ended;
    expect(exitCode, stderr).to.equal(0);
    console.log(stdout);
    expect(await answers()).to.deep.equal(allAnswer);
  });

  it("leaves nothing behind when it is ended", async () => {
    expect((await lab("down").ended).exitCode).to.equal(0);
    expect(await leftBehind()).to.deep.equal([]);
  });
});
