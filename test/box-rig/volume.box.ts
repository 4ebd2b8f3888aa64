import { expect } from "chai";
import { Box } from "../../rig/box";
import { output, until } from "../../rig/command";
import { rig } from "../../rig/rig";
import { bundleOf, uploadNeeds } from "../../rig/stack-bundle";
import type { RigSettings } from "../../rig/stacks";
import { Volume } from "../../rig/volume";

const settings: RigSettings = {
  tier: "compose",
  apps: [
    {
      name: "whoami",
      image: "traefik/whoami:v1.10.4",
      port: 80,
      health: "/bench",
      memoryMb: 16,
      database: true,
    },
  ],
};

describe("a box whose volume", () => {
  let box: Box;
  let bundle: string;

  const dockerRuns = async () => (await box.try("systemctl is-active docker")).stdout.trim();
  const prepared = async () => (await box.try("journalctl -u ladder-prepare -o cat --no-pager")).stdout;

  before(async () => {
    box = await Box.create(rig(), "volume", settings, "vol-0123456789abcdef0");
    await uploadNeeds(rig().cloud, settings, rig().folder);
    bundle = await bundleOf(settings, box.address);
    await box.publish(bundle);
    await box.start();
  });

  it("is not attached waits for it, says so, and does not start Docker, even when asked to", async () => {
    await until("the preparation says what it waits for", 120, async () =>
      (await prepared()).includes("waiting for volume vol-0123456789abcdef0"),
    );
    expect((await box.try("systemctl start docker")).status).to.equal(1);
    expect(await dockerRuns()).not.to.equal("active");
  });

  it("holds something else refuses it, says so and leaves it alone", async () => {
    const volume = await Volume.create(rig().folder, "vol-0123456789abcdef0");
    await output("mkfs.ext4", ["-q", "-L", "family-photos", volume.device]);
    await box.attach(volume);
    await until("the preparation refuses the volume", 60, async () =>
      (await prepared()).includes(
        "refused: volume vol-0123456789abcdef0 holds something that is not labelled ladder-data",
      ),
    );
    expect(await dockerRuns()).not.to.equal("active");
    expect(await output("e2label", [volume.device])).to.equal("family-photos");
  });

  it("is exchanged for one whose formatting a power cut ended comes up without help, another cut in its database's first start included", async () => {
    await (await box.detach()).remove();
    const volume = await Volume.create(rig().folder, "vol-0123456789abcdef0-blank");
    await output("mkfs.ext4", ["-q", "-L", "ladder-data-new", volume.device]);
    await output("dd", [
      "if=/dev/urandom",
      `of=${volume.device}`,
      "bs=1M",
      "seek=1",
      "count=8",
      "conv=fsync",
    ]);
    await box.attach(volume);
    await until("PostgreSQL fills its folder", 480, async () => {
      const { stdout } = await box.try("ls /data/ladder/postgres/17.new");
      return stdout.includes("PG_VERSION");
    });
    await box.cutPower();
    await box.start();
    const { apps } = await box.serves(bundle);
    expect(apps).to.deep.equal({ caddy: "healthy", postgres: "healthy", whoami: "healthy" });
    expect((await box.ask({ host: box.host("whoami") })).body).to.equal("version 1\n");
  });
});
