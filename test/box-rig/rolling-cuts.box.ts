import { expect } from "chai";
import { awsEnvironment } from "../../rig/differences";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf, uploadNeeds } from "../../rig/stack-bundle";
import { rig } from "../../rig/rig";
import { sample, sampled, seed } from "./sample";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

const web: RigApp = {
  name: "rolling",
  image: "ladder-rig/rolling:1",
  port: 3000,
  health: "/health",
  memoryMb: 64,
};

/** Writes a line to its volume every 50 ms; takes a second to end. */
const worker: RigApp = {
  name: "worker",
  image: "ladder-rig/rolling:1",
  volumes: [{ name: "events", path: "/data" }],
  memoryMb: 64,
};

const events = "/data/ladder/apps/worker/events/events";

/** Both apps with a change that makes new containers of them. */
function stack(label: string, changes: Partial<RigApp> = {}): RigSettings {
  const apps = [web, worker].map((app) => ({ ...app, env: { LABEL: label }, ...changes }));
  return { ...portfolio, secrets: {}, apps };
}

describe(`an update that is interrupted (${sampled})`, () => {
  let box: Box;

  before(async () => {
    box = await sharedBox(stack("first"));
  });

  const label = async () =>
    (JSON.parse((await box.ask({ host: box.host("rolling") })).body) as { label: string }).label;

  const running = () => box.exec("docker ps --format '{{.Label \"com.docker.compose.service\"}}' | sort");

  /** Each worker's lines are in one piece: none wrote while another one did. */
  const expectNoTwoWorkers = async () => {
    const names = (await box.exec(`cut -d ' ' -f 1 ${events} | uniq`)).split("\n");
    expect(names.length).to.equal(new Set(names).size);
    return names.length;
  };

  it("never had two workers at work, and each was asked to end", async () => {
    await box.exec(`truncate --size 0 ${events}`);
    expect((await deploy(stack("second"))).error).to.equal("");
    expect(await expectNoTwoWorkers()).to.equal(2);
    expect(await box.exec(`grep -c ' ends ' ${events}`)).to.equal("1");
  });

  it("of a worker that ends at its start brings the old one back, and the timer does not stop it again", async () => {
    await box.exec(`truncate --size 0 ${events}`);
    const broken = await deploy(stack("broken", { env: { FAULT: "crash" } }));
    expect(broken.error).to.include(
      "worker: the new version did not become healthy (it ended 3 times, the last time with exit code 3) and was removed; the old one serves",
    );
    const container = await box.container("worker");
    await box.exec(
      "touch -d '20 minutes ago' /run/ladder/result.json && systemctl start ladder-update || true",
    );
    const { time, error } = (await box.result()) ?? {};
    expect(error).to.equal(broken.error);
    expect(time).not.to.equal(broken.time);
    expect(await box.container("worker")).to.equal(container);
    await expectNoTwoWorkers();
  });

  for (const round of sample([1, 2, 3, 4])) {
    it(`by power cut ${round} is finished after the start, with one container of each app`, async () => {
      expect((await deploy(stack(`old ${round}`))).error).to.equal("");
      const settings = stack(`new ${round}`);
      await uploadNeeds(rig().cloud, settings, rig().folder);
      const bundle = await bundleOf(settings, box.address);
      await box.publish(bundle);
      await box.exec(`truncate --size 0 ${events}`);
      await box.exec("systemctl start --no-block ladder-update");
      await until("apps are rolled", 120, async () => {
        const { stdout } = await box.try(
          "journalctl -u ladder-update -o cat --no-pager | grep '^== ' | tail -n 1",
        );
        return stdout.includes("rolling apps");
      });
      const seconds = ((seed * round * 7919) % 12_000) / 1000;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      await box.cutPower();
      await box.start();
      await box.serves(bundle);
      console.log(`    cut after ${seconds.toFixed(1)} s of rolling`);
      expect(await label()).to.equal(`new ${round}`);
      expect(await running()).to.equal("caddy\nrolling\nworker");
      await expectNoTwoWorkers();
    });
  }

  it("by a kill leaves no lock; what is at work meanwhile is waited for, or busy is said", async () => {
    expect((await deploy(stack("before the kill"))).error).to.equal("");
    const settings = stack("after the kill");
    await uploadNeeds(rig().cloud, settings, rig().folder);
    const bundle = await bundleOf(settings, box.address);
    const { version } = JSON.parse(bundle) as { version: string };
    await box.publish(bundle);
    const apply = `/opt/ladder/versions/${version}/programs/apply /opt/ladder/versions/${version}`;
    await box.exec(`${awsEnvironment}; /opt/ladder/bin/unpack`);
    const held = await box.try(`exec 9>/run/ladder/lock; flock 9; LADDER_PATIENCE=1 ${apply} 9>&-`);
    expect([held.status, held.stderr]).to.deep.equal([
      75,
      "another run is at work; waiting for its end\nanother run is still at work; nothing was changed\n",
    ]);
    await box.exec("systemctl start --no-block ladder-update");
    await until("apps are rolled", 120, async () => (await box.try("pgrep -f programs/roll")).status === 0);
    await box.exec("systemctl kill --signal KILL ladder-update");
    expect((await box.take(bundle)).error).to.equal("");
    expect([await label(), await running()]).to.deep.equal(["after the kill", "caddy\nrolling\nworker"]);
    await expectNoTwoWorkers();
  });
});
