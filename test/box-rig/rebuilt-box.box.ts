import { expect } from "chai";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { notLive } from "./live-bundle";
import { ownBox } from "./own-box";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, type RigSettings } from "../../rig/stacks";
import { missingRows, Writer } from "./writer";

const settings: RigSettings = {
  ...portfolio,
  apps: portfolio.apps.filter(({ name }) => ["todo", "files", "site"].includes(name)),
};

describe("a machine that is made anew", () => {
  let box: Box;
  let bundle: string;
  let rows: readonly string[];
  let kept: string;

  /** What must outlive a machine: the volume's file system and an app's file. */
  const lasting = () =>
    box.exec(
      "blkid -p -s UUID -o value $(findmnt -no SOURCE /data); cat /data/ladder/apps/files/files/index.html",
    );

  const serves = async () => {
    const { version } = await box.serves(bundle, 580);
    expect(await notLive(box, version)).to.equal("");
    for (const app of ["todo", "files", "site"]) {
      const answers = async () => (await box.ask({ host: box.host(app) })).status === 200;
      await until(`${app} answers`, 60, answers);
    }
    expect(await missingRows(box, rows)).to.deep.equal([]);
    expect(await lasting()).to.equal(kept);
  };

  before(async function () {
    this.timeout(900_000);
    box = await ownBox("machine-1", settings);
    bundle = await bundleOf(settings, box.address);
    await box.start();
    await box.serves(bundle, 580);
    const writer = new Writer(box, "first machine");
    await until("rows are there", 60, () => Promise.resolve(writer.acknowledged.length > 20));
    rows = await writer.stop();
    // As an app that cares for its files does; this one does not.
    await box.exec("sync /data/ladder/apps/files/files/index.html");
    kept = await lasting();
  });

  after(() => box.remove());

  it("serves every app with its data when it gets the volume of one that vanished", async () => {
    await box.cutPower();
    const { volume } = box;
    box.volume = undefined;
    await box.remove();
    box = await ownBox("machine-2", settings, volume);
    bundle = await bundleOf(settings, box.address);
    await box.start();
    await serves();
  });

  it("is as it was when its whole user data runs again at the next boot", async () => {
    await box.exec("cloud-init clean --logs");
    await box.reboot();
    await until("cloud-init ran again", 240, async () =>
      (await box.try("cloud-init status")).stdout.includes("status: done"),
    );
    await serves();
  });

  it("is as it was when parts of its user data run again while it serves", async () => {
    const before = await box.exec("docker ps -q --no-trunc | sort");
    await box.exec("cloud-init single --name write_files --frequency always");
    await box.exec("cloud-init single --name runcmd --frequency always");
    await box.exec("cloud-init single --name scripts_user --frequency always");
    await box.exec("systemctl start ladder-prepare && systemctl start ladder-update");
    await serves();
    expect(await box.exec("docker ps -q --no-trunc | sort")).to.equal(before);
  });
});
