import { expect } from "chai";
import { until } from "../../rig/command";
import { Operator, stack } from "./operator";
import { deploy } from "./shared-box";
import { builtImages } from "../../rig/stack-bundle";

describe("a rollback of an app", () => {
  let operator: Operator;

  before(async () => {
    operator = await Operator.atSharedBox();
  });

  it("brings the version before back without a failed request, and leaves all others alone", async () => {
    await operator.bothVersions();
    const others = async () =>
      (await operator.containers()).split("\n").filter((line) => !line.includes("rolling-"));
    const before = await others();
    const started = Date.now();
    let said = "";
    expect(
      await operator.underLoad(async () => (said = await operator.run("rollback", "rolling"))),
    ).to.deep.equal(["2", "1"]);
    console.log(`    rollback: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    expect(said).to.match(
      /^rolling: rolled back from ladder-rig\/rolling:2 \([0-9a-f]{12}\) to ladder-rig\/rolling:1 \([0-9a-f]{12}\)\n$/,
    );
    expect(await others()).to.deep.equal(before);
    expect(await operator.run("status")).to.match(
      /^rolling +healthy \(rolled back\) [^]*^rolling: rolled back from ladder-rig\/rolling:2 .* to ladder-rig\/rolling:1 .* at 20\S+Z, \d+ s ago; undo: npm run box -- rollback rolling --undo$/m,
    );
    expect(await operator.run("history", "rolling", "-n", "1")).to.match(
      / {2}rolled back {2}rolling \(ladder-rig\/rolling:2 -> ladder-rig\/rolling:1\)\n$/,
    );
    expect(await operator.refusal("rollback", "rolling")).to.equal(
      "box: rolling is rolled back already; to undo that: npm run box -- rollback rolling --undo\n",
    );
  });

  it("holds while the stack wants what was left: over an apply, a reboot and changes of other apps", async () => {
    await operator.applyAgain();
    expect(await operator.version()).to.equal("1");
    await operator.box.reboot();
    await until("the box has applied its bundle", 240, async () => (await operator.box.result())?.ok);
    expect(await operator.version()).to.equal("1");
    const other = stack(
      { image: "ladder-rig/rolling:2" },
      { image: "ladder-rig/rolling:2", env: { LABEL: "x" } },
    );
    const result = await deploy(other, builtImages(1), { API_TOKEN: "the next one" });
    expect(result.error).to.equal("");
    const answer = (await operator.box.ask({ host: operator.box.host("rolling") })).body;
    expect(JSON.parse(answer)).to.include({ version: "1", token: "the next one" });
    expect(await operator.rolledBack()).to.deep.equal(["rolling"]);
  });

  it("is undone by --undo, which goes back to the version that was left", async () => {
    expect(await operator.underLoad(() => operator.run("rollback", "rolling", "--undo"))).to.deep.equal([
      "1",
      "2",
    ]);
    expect(await operator.rolledBack()).to.deep.equal([]);
    await operator.applyAgain();
    expect(await operator.version()).to.equal("2");
    expect(await operator.refusal("rollback", "rolling", "--undo")).to.equal(
      "box: rolling is not rolled back\n",
    );
  });

  it("ends with a newer version of the app, and one more rollback then finds what ran", async () => {
    await operator.bothVersions();
    await operator.run("rollback", "rolling");
    await operator.run("rollback", "worker");
    expect(await operator.image("worker")).to.equal("ladder-rig/rolling:1");
    const newer = stack(
      { image: "ladder-rig/rolling:2", env: { LABEL: "new" } },
      { image: "ladder-rig/rolling:2" },
    );
    expect(await operator.underLoad(() => deploy(newer))).to.deep.equal(["1", "2new"]);
    expect(await operator.rolledBack()).to.deep.equal(["worker"]);
    expect(JSON.parse(await operator.run("rollback", "rolling", "--json")))
      .to.have.property("to")
      .that.includes("rolling:1");
    expect(await operator.version()).to.equal("1");
  });

  it("is finished by the box itself when it is killed between its note and the update", async () => {
    await operator.bothVersions();
    const folder = await operator.box.exec("realpath /opt/ladder/current");
    // Stops where the app is about to be rolled.
    await operator.box.exec(`mv ${folder}/programs/roll ${folder}/programs/roll.kept
      printf '#!/bin/sh\\nexec sleep 600\\n' >${folder}/programs/roll && chmod +x ${folder}/programs/roll`);
    const running = operator.cli.start(["rollback", "rolling"]);
    await until(
      "the rollback is noted",
      60,
      async () => (await operator.box.try("pgrep -f '^sleep 600'")).status === 0,
    );
    await operator.box.exec(`mv ${folder}/programs/roll.kept ${folder}/programs/roll
      pkill -KILL -f 'exclusively|change-app|^sleep 600'`);
    expect((await running.ended).exitCode).to.not.equal(0);
    expect(await operator.version()).to.equal("2");
    await operator.box.exec("systemctl start ladder-update");
    expect(await operator.version()).to.equal("1");
    expect(await operator.rolledBack()).to.deep.equal(["rolling"]);
    expect(await operator.box.exec("ls /run/ladder/unfinished 2>&1 || true")).to.include("No such file");
  });
});
