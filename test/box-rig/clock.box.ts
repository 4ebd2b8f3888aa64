import { join } from "node:path";
import { expect } from "chai";
import type { Box } from "../../rig/box";
import { output, until } from "../../rig/command";
import { rig } from "../../rig/rig";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

const web: RigApp = {
  name: "rolling",
  image: "ladder-rig/rolling:1",
  port: 3000,
  health: "/health",
  memoryMb: 64,
};

/** Without a health check: it counts as well when it has run for ten seconds. */
const worker: RigApp = {
  name: "worker",
  image: "ladder-rig/rolling:1",
  volumes: [{ name: "events", path: "/data" }],
  memoryMb: 64,
};

function stack(label: string): RigSettings {
  const apps = [web, worker].map((app) => ({ ...app, env: { LABEL: label } }));
  return { ...portfolio, secrets: {}, apps };
}

const library = "/opt/clock.so";
const dropIn = "/run/systemd/system/ladder-update.service.d";

/**
 * All boxes of this machine have its clock, so the clock is another one for Ladder's own programs alone (those that link to
 * the C library; Docker and Caddy do not.)
 */
describe("a box whose clock is set", () => {
  let box: Box;

  const set = (hours: number) => box.exec(`echo ${hours * 3600} >/run/clock`);

  before(async () => {
    box = await sharedBox(stack("before"));
    const made = join(rig().folder, "clock.so");
    await output("cc", ["-shared", "-fPIC", "-o", made, join(__dirname, "clock/clock.c")]);
    await output("docker", ["cp", made, `${box.name}:${library}`]);
    await box.exec(`mkdir -p ${dropIn}
      printf '[Service]\\nEnvironment=LD_PRELOAD=${library}\\n' >${dropIn}/clock.conf
      systemctl daemon-reload`);
  });

  after(() => box.exec(`rm -r ${dropIn} && systemctl daemon-reload`));

  const label = async () =>
    (JSON.parse((await box.ask({ host: box.host("rolling") })).body) as { label: string }).label;

  it("takes bundles an hour ahead and back again, and its history is in the order of the deploys", async () => {
    const ahead = [];
    for (const [hours, name] of [
      [1, "ahead"],
      [-1, "behind"],
      [0, "right"],
    ] as const) {
      await set(hours);
      const { error, time } = await deploy(stack(name));
      expect([error, await label()]).to.deep.equal(["", name]);
      ahead.push(((Date.parse(time) - Date.now()) / 3_600_000).toFixed());
    }
    expect(ahead).to.deep.equal(["1", "-1", "-0"]);
    const history = (await box.exec("tail -n 3 /data/ladder/state/history.jsonl")).split("\n");
    const versions = history.map((line) => (JSON.parse(line) as { version: string }).version);
    const deployed = ["ahead", "behind", "right"].map(async (name) => {
      const { version } = JSON.parse(await bundleOf(stack(name), box.address)) as { version: string };
      return version;
    });
    expect(versions).to.deep.equal(await Promise.all(deployed));
  });

  for (const hours of [1, -1])
    it(`by ${hours} h while a worker starts gives it its ten seconds, no more and no less`, async () => {
      await set(0);
      const deployed = deploy(stack(`set by ${hours}`));
      const environment =
        "docker inspect -f '{{.Config.Env}}' $(docker ps -q -f label=com.docker.compose.service=worker)";
      await until("the new worker runs", 120, async () =>
        (await box.try(environment)).stdout.includes(`set by ${hours}`),
      );
      const began = Date.now();
      await set(hours);
      expect((await deployed).error).to.equal("");
      expect(Date.now() - began).to.be.within(8_000, 100_000);
    });
});
