import { expect } from "chai";
import { output } from "../../rig/command";
import { lab } from "./ladder-lab";
import { labDown, labSays } from "./running-lab";

/** What a change says when nothing is lost, of what visitors wrote and of what was filled in. */
const unharmed = (home: string) =>
  new RegExp(
    `^The databases are on ${home}[.]\n[1-9]\\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \\d+[.]\nWrite stop, as the visitor saw it: [\\d.]+ s[.]\n100 MB of rows besides: unchanged[.]\n$`,
  );

describe("A lab with 100 MB in the first app's database", () => {
  after(labDown);

  it("has them when it says that it is ready", async () => {
    const { exitCode, stdout, stderr } = await lab("up", "--data", "100MB").ended;
    expect(exitCode, stderr).to.equal(0);
    expect(stdout).to.match(/^The lab is ready after \d+ s: .*\n100 MB of rows are in its database[.]\n/);
    console.log(stderr + stdout);
  });

  it("has every one of them unchanged when the databases moved to RDS under writes", async () => {
    const said = await labSays("switch", "--database", "rds");
    expect(said).to.match(unharmed("RDS"));
    console.log(said);
  });

  it("has them unchanged when they came back, and keeps a final snapshot of the server that is removed", async () => {
    expect(await labSays("switch", "--database", "box")).to.match(unharmed("the box"));
    expect(await labSays("retire", "rds")).to.match(/^rds is gone, after [12] updates[.]\n/);
    const [, snapshot = ""] =
      /^(\S+): final snapshot of the server databases$/m.exec(await labSays("status")) ?? [];
    expect(snapshot).to.match(/^ladder-lab-final-/);
    const kept = await output("docker", ["cp", `ladder-rig-7-${snapshot}:/tmp/data/PG_VERSION`, "-"]);
    expect(kept).to.include("PG_VERSION");
  });

  it("is not there with a size that is none", async () => {
    const { exitCode, stderr } = await lab("up", "--data", "30GB").ended;
    expect([exitCode, stderr.split("\n")[0]]).to.deep.equal([
      1,
      "error: option '--data <size>' argument '30GB' is invalid. A size is 1MB to 20GB, such as 100MB or 2GB.",
    ]);
  });
});
