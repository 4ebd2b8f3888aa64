import { expect } from "chai";
import { Operator, stack } from "./operator";
import { deploy } from "./shared-box";

describe("a restart of an app", () => {
  let operator: Operator;

  before(async () => {
    operator = await Operator.atSharedBox();
  });

  it("gives a web app and a worker a new container, without a failed request", async () => {
    await operator.bothVersions();
    const before = await operator.containers();
    const seen = await operator.underLoad(async () => {
      expect(await operator.run("restart", "rolling")).to.equal("rolling: restarted\n");
      expect(JSON.parse(await operator.run("restart", "worker", "--json"))).to.deep.equal({
        app: "worker",
        outcome: "restarted",
      });
    });
    expect(seen).to.deep.equal(["2"]);
    const after = await operator.containers();
    const changed = after.split("\n").filter((line) => !before.includes(line));
    expect(changed.map((line) => line.replace(/-\d+ .*/, ""))).to.deep.equal([
      "ladder-rolling",
      "ladder-worker",
    ]);
    expect(after.split("\n").length).to.equal(before.split("\n").length);
    await operator.applyAgain();
    expect(await operator.containers()).to.equal(after);
    expect(await operator.run("history", "worker", "-n", "1")).to.match(
      / {2}restarted {2}worker \(ladder-rig\/rolling:2\)\n$/,
    );
  });

  it("is of what runs, when the newest version did not become healthy", async function () {
    this.timeout(900_000);
    await operator.bothVersions();
    const { error } = await deploy(stack({ image: "ladder-rig/rolling:2", env: { FAULT: "crash" } }));
    expect(error).to.include("rolling: the new version did not become healthy");
    const before = await operator.box.container("rolling");
    expect(await operator.underLoad(() => operator.run("restart", "rolling"))).to.deep.equal(["2"]);
    expect(await operator.box.container("rolling")).to.not.equal(before);
    expect((await operator.box.result())?.error).to.equal(error);
    expect(await operator.refusal("rollback", "rolling")).to.equal(
      "box: rolling runs its earlier version already: the newest did not become healthy\n",
    );
  });
});
