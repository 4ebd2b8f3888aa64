import { expect } from "chai";
import type { Box } from "../../rig/box";
import { BoxCli } from "./box-cli";
import { until } from "../../rig/command";
import { web } from "./operator";
import { deployTo, ownBox } from "./own-box";
import { rig } from "../../rig/rig";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, type RigSettings } from "../../rig/stacks";

/** The web app and one beside it, neither with a secret. */
function stack(image: string): RigSettings {
  const whoami = portfolio.apps.filter(({ name }) => name === "whoami");
  return { ...portfolio, secrets: {}, apps: [{ ...web, image, secrets: [] }, ...whoami] };
}

const [first, second] = [stack("ladder-rig/rolling:1"), stack("ladder-rig/rolling:2")];

describe("a rollback on a machine that is made anew", () => {
  let box: Box;
  let cli: BoxCli;

  /** The next machine gets the volume of this one, and nothing of its root disk. */
  const nextMachine = async (name: string) => {
    await box.cutPower();
    const { volume } = box;
    box.volume = undefined;
    await box.remove();
    box = await ownBox(name, second, volume);
    cli = await BoxCli.for(box);
  };

  const version = async () => {
    const { status, body } = await box.ask({ host: box.host("rolling") });
    return status === 200 ? (JSON.parse(body) as { version: string }).version : status;
  };

  const result = () => until("the box has a result", 400, () => box.result());

  before(async function () {
    this.timeout(900_000);
    box = await ownBox("rolled-1", first);
    await box.start();
    await box.serves(await bundleOf(first, box.address), 580);
    expect((await deployTo(box, second)).error).to.equal("");
    cli = await BoxCli.for(box);
    expect((await cli.run(["rollback", "rolling"])).exitCode).to.equal(0);
  });

  after(() => box.remove());

  it("holds: the app comes up in its earlier version, and status says so", async () => {
    await nextMachine("rolled-2");
    await box.start();
    const { error, rolledBack } = (await result()) as { error: string; rolledBack?: object };
    expect([error, Object.keys(rolledBack ?? {})]).to.deep.equal(["", ["rolling"]]);
    expect(await version()).to.equal("1");
    expect((await cli.run(["rollback", "rolling", "--undo"])).exitCode).to.equal(0);
    expect(await version()).to.equal("2");
    expect((await cli.run(["rollback", "rolling"])).exitCode).to.equal(0);
    expect(await version()).to.equal("1");
  });

  it("leaves out that app alone, and says so, when its earlier image cannot be had any more; --undo brings the newer one", async () => {
    await nextMachine("rolled-3");
    await rig().cloud.removeObject("bundle/bundle.json", box.bucket);
    await box.start();
    const removed = async () => (await box.try("docker image rm ladder-rig/rolling:1")).status === 0;
    await until("Docker runs, and the image is gone", 120, removed);
    await box.publish(await bundleOf(second, box.address));
    await until("the box takes the bundle", 120, async () => {
      await box.try("systemctl start ladder-update");
      return box.result();
    });
    const { ok, error, apps } = await result();
    expect([ok, error, apps["rolling"], apps["whoami"]]).to.deep.equal([
      false,
      "rolling: the image ladder-rig/rolling:1 is not there, which it was rolled back to",
      "missing",
      "healthy",
    ]);
    expect((await cli.run(["rollback", "rolling", "--undo"])).exitCode).to.equal(0);
    expect(await version()).to.equal("2");
  });
});
