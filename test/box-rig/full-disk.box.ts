import { expect } from "chai";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { deployTo, ownBox } from "./own-box";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, withApp, type RigSettings } from "../../rig/stacks";
import { missingRows, Writer } from "./writer";

const settings: RigSettings = {
  ...portfolio,
  apps: portfolio.apps.filter(({ name }) => ["todo", "whoami"].includes(name)),
};

describe("a box", () => {
  let box: Box;

  before(async () => {
    box = await ownBox("full", settings);
    await box.start();
    await box.serves(await bundleOf(settings, box.address), 480);
    // By itself it would make room while a test keeps the disk full.
    await box.exec("systemctl stop ladder-disk-guard.timer");
  });

  after(() => box.remove());

  /** Leaves not a single block; `fallocate` writes nothing, so it takes no time. */
  const fill = (folder: string) =>
    box.exec(`mkdir ${folder}/filler; cd ${folder}/filler; n=0
      for size in 1G 100M 10M 1M 64K 4K; do while fallocate -l $size $((n += 1)) 2>/dev/null; do :; done; done`);
  const titled = (title: string) => withApp(settings, "todo", { env: { APP_TITLE: title } });
  const add = async () =>
    (
      await box
        .ask({ host: box.host("todo"), path: "/api/todos", body: '{"title":"more"}' })
        .catch(() => undefined)
    )?.status;

  it("whose root disk is full serves on, refuses a bundle in one sentence, and takes it when there is room", async () => {
    const before = await box.exec("docker ps -q --no-trunc | sort");
    await box.exec("fallocate -l 100M /var/spare");
    await fill("/var");
    expect(await add()).to.equal(201);
    await box.exec("rm /var/spare");
    const refused = await deployTo(box, titled("No room"));
    expect(refused.error).to.match(/^the root disk has \d+ MB free; \d+ are needed$/);
    expect(await box.exec("docker ps -q --no-trunc | sort")).to.equal(before);
    expect(await add()).to.equal(201);
    await box.exec("rm -r /var/filler");
    expect((await deployTo(box, titled("Room again"))).error).to.equal("");
    expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Room again</title>");
  });

  it("whose volume is full loses no acknowledged row, and takes rows again when there is room", async () => {
    const writer = new Writer(box, "before it was full");
    await until("rows are there", 60, () => Promise.resolve(writer.acknowledged.length > 20));
    await fill("/data");
    await until("rows are refused", 240, async () => (await add()) !== 201);
    const rows = await writer.stop();
    expect((await box.ask({ host: box.host("whoami") })).status).to.equal(200);
    await box.exec("rm -r /data/filler");
    await until("rows are taken again", 240, async () => (await add()) === 201);
    expect(await missingRows(box, rows)).to.deep.equal([]);
  });

  it("that is nearly full frees images nobody uses, and no file of the volume", async () => {
    await deployTo(box, withApp(settings, "whoami", { image: "traefik/whoami:v1.11.0" }));
    const images = () => box.exec("docker image ls --format '{{.Repository}}:{{.Tag}}' | sort");
    const used = () => box.exec("docker ps --format '{{.Image}}' | sort -u");
    const files = await box.exec("find /data/ladder/apps /data/ladder/caddy | sort");
    const [unused, kept] = ["sigoden/dufs:v0.43.0", await used()];
    expect((await images()).split("\n")).to.include(unused);
    await box.exec(
      "fallocate -l $(($(df --output=avail -B1 /var/lib/docker | tail -n 1) * 9 / 10)) /var/filler",
    );
    await box.exec("systemctl start ladder-disk-guard");
    await box.exec("rm /var/filler");
    expect((await images()).split("\n")).not.to.include(unused);
    expect(await used()).to.equal(kept);
    expect(await box.exec("find /data/ladder/apps /data/ladder/caddy | sort")).to.equal(files);
  });
});
