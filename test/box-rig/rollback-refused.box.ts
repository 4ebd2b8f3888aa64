import { expect } from "chai";
import { Operator, first, second, stack, web } from "./operator";
import { deploy } from "./shared-box";
import { builtImages } from "../../rig/stack-bundle";
import { portfolio } from "../../rig/stacks";

describe("a rollback that cannot be", () => {
  let operator: Operator;

  before(async () => {
    operator = await Operator.atSharedBox();
  });

  it("is refused when the version to leave has migrated, unless it is forced", async () => {
    const todo = (number: number) => deploy(first, { ...builtImages(1), todo: `ladder-rig/todo:${number}` });
    expect((await todo(1)).error).to.equal("");
    expect((await todo(2)).error).to.equal("");
    expect(await operator.refusal("rollback", "todo")).to.equal(
      "box: todo's migration has run with ladder-rig/todo:2, and the earlier version does not know what it changed; when the earlier one can live with that, add --force\n",
    );
    expect(await operator.image("todo")).to.equal("ladder-rig/todo:2");
    await operator.run("rollback", "todo", "--force");
    expect(await operator.image("todo")).to.equal("ladder-rig/todo:1");
    await operator.run("rollback", "todo", "--undo");
    expect(await operator.image("todo")).to.equal("ladder-rig/todo:2");
  });

  it("is refused with a sentence when it cannot be", async () => {
    const names = "todo, site, rolling, worker";
    expect(await operator.refusal("rollback")).to.equal(`box: name an app; the apps are ${names}\n`);
    expect(await operator.refusal("restart")).to.equal(`box: name an app; the apps are ${names}\n`);
    expect(await operator.refusal("restart", "tudu")).to.equal(
      `box: there is no app 'tudu'; the apps are ${names}\n`,
    );
    expect(await operator.refusal("rollback", "site")).to.equal(
      "box: site is a static site: it has no container; put its earlier files back, then pulumi up\n",
    );
    const extra = { ...web, name: "extra", secrets: [] };
    expect((await deploy({ ...first, apps: [...first.apps, extra] })).error).to.equal("");
    expect(await operator.refusal("rollback", "extra")).to.equal(
      "box: no earlier version of extra has run on this box\n",
    );
    const needless = stack({ secrets: [] });
    expect((await deploy({ ...needless, secrets: portfolio["secrets"] })).error).to.equal("");
    expect(await operator.refusal("rollback", "rolling")).to.equal(
      "box: the earlier version of rolling needs the secret API_TOKEN, which the settings do not give it any more\n",
    );
  });

  it("changes nothing when the earlier image is gone and cannot be pulled", async () => {
    await operator.bothVersions();
    expect(
      (await deploy({ ...second, apps: second.apps.filter(({ name }) => name !== "worker") })).error,
    ).to.equal("");
    await operator.box.exec("docker image rm ladder-rig/rolling:1 2>/dev/null || true");
    const before = await operator.box.container("rolling");
    const gone = await operator.cli.run(["rollback", "rolling"]);
    expect(gone.exitCode).to.equal(1);
    expect(gone.stderr.split("\n").slice(-3)).to.deep.equal([
      "the image ladder-rig/rolling:1 cannot be pulled",
      "box: rolling stays as it was",
      "",
    ]);
    expect(await operator.box.container("rolling")).to.equal(before);
    expect(await operator.rolledBack()).to.deep.equal([]);
  });

  it("fails no request and leaves no trace when the earlier version does not become healthy any more", async () => {
    await operator.bothVersions();
    // An app that is never healthy without its database.
    await operator.box.exec("docker tag ladder-rig/todo:1 ladder-rig/rolling:1");
    const before = await operator.box.container("rolling");
    const seen = await operator.underLoad(async () => {
      const { exitCode, stdout, stderr } = await operator.cli.run(["rollback", "rolling"]);
      expect([exitCode, stdout]).to.deep.equal([1, ""]);
      expect(stderr).to.match(
        /^box: rolling: the earlier version did not become healthy \(.+\) and was removed; the old one serves\nbox: rolling stays as it was\n$/m,
      );
    });
    expect(seen).to.deep.equal(["2"]);
    expect(await operator.box.container("rolling")).to.equal(before);
    expect(await operator.rolledBack()).to.deep.equal([]);
  });

  it("cannot be undone while the stack wants a still newer version, which did not start", async () => {
    await operator.bothVersions();
    await operator.run("rollback", "rolling");
    const { ok } = await deploy(stack({ image: "ladder-rig/rolling:2", env: { FAULT: "crash" } }));
    expect([ok, await operator.version()]).to.deep.equal([false, "1"]);
    expect(await operator.refusal("rollback", "rolling", "--undo")).to.equal(
      "box: the stack wants a still newer version of rolling, which did not start; `pulumi up` tries it again\n",
    );
    expect(await operator.rolledBack()).to.deep.equal(["rolling"]);
  });

  it("waits while another run is at work", async () => {
    await operator.bothVersions();
    await operator.box.exec("(exec 9>/run/ladder/lock; flock 9; exec sleep 8) >/dev/null 2>&1 &");
    const { exitCode, stderr } = await operator.cli.run(["rollback", "rolling"]);
    expect([exitCode, stderr]).to.deep.equal([0, "another run is at work; waiting for its end\n"]);
    expect(await operator.version()).to.equal("1");
  });
});
