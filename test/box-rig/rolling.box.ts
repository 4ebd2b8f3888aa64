import { expect } from "chai";
import { secretPlaceholder } from "../../settings/encrypted-values";
import type { Box } from "../../rig/box";
import { Load } from "./load";
import { deploy, sharedBox } from "./shared-box";
import { secretValue } from "../../rig/stack-bundle";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

const base: RigApp = {
  name: "rolling",
  image: "ladder-rig/rolling:1",
  port: 3000,
  health: "/health",
  secrets: ["API_TOKEN"],
  memoryMb: 64,
};

/** The portfolio's small apps and the one that is updated. */
function stack(changes: Partial<RigApp> = {}): RigSettings {
  const apps = portfolio.apps.filter(({ name }) => ["whoami", "site"].includes(name));
  return {
    ...portfolio,
    secrets: { rolling: { API_TOKEN: secretPlaceholder } },
    apps: [...apps, { ...base, ...changes }],
  };
}

describe("an update of an app under load", () => {
  let box: Box;

  beforeEach(async () => {
    box = await sharedBox(stack());
  });

  /** Asks on 64 kept connections, four of them for answers that take three seconds, while the update goes on. */
  const underLoad = async (update: () => Promise<unknown>) => {
    const load = new Load(
      { address: box.address, host: box.host("rolling") },
      { connections: 64, slow: 4, restMs: 50 },
    );
    await update().finally(() => load.stop());
    const { requests, failures, seen, longestMs } = load.tally;
    console.log(`    ${requests} requests, the longest of the short ones ${longestMs} ms`);
    expect(Object.fromEntries(failures)).to.deep.equal({});
    return [...seen.keys()];
  };

  const own = async () =>
    JSON.parse((await box.ask({ host: box.host("rolling") })).body) as Record<string, unknown>;
  const containers = () =>
    box.exec("docker ps --all --format '{{.Names}}' --filter label=com.docker.compose.service=rolling");

  it("fails no request when its image, its environment, its memory or its command changes", async () => {
    const changes: readonly Partial<RigApp>[] = [
      { image: "ladder-rig/rolling:2" },
      { env: { LABEL: "a" } },
      { env: { LABEL: "a" }, memoryMb: 80 },
      { env: { LABEL: "a" }, command: ["node", "--max-old-space-size=40", "/app.js"] },
    ];
    let before = await containers();
    const seen = await underLoad(async () => {
      for (const change of changes) {
        expect((await deploy(stack(change))).error).to.equal("");
        const after = await containers();
        expect(after)
          .to.match(/^ladder-rolling-\d+$/)
          .and.not.equal(before);
        before = after;
      }
    });
    expect(seen).to.deep.equal(["1", "2", "1a"]);
    const limit = await box.exec(`docker inspect -f '{{.HostConfig.Memory}} {{.Config.Cmd}}' ${before}`);
    expect(limit).to.equal(`${64 * 2 ** 20} [node --max-old-space-size=40 /app.js]`);
  });

  it("fails no request when a secret changes, and the app has the new one", async () => {
    expect((await own())["token"]).to.equal(secretValue("/ladder/rig/apps/rolling/API_TOKEN"));
    await underLoad(async () => {
      expect((await deploy(stack(), {}, { API_TOKEN: "the next one" })).error).to.equal("");
    });
    expect((await own())["token"]).to.equal("the next one");
  });

  it("fails no request when no second container may run beside the old one", async () => {
    const seen = await underLoad(async () => {
      const settings = stack({ image: "ladder-rig/rolling:2", overlap: false });
      expect((await deploy(settings)).error).to.equal("");
    });
    expect(seen).to.deep.equal(["1", "2"]);
  });

  it("lets the old version serve on when the new one is unhealthy or ends at its start", async function () {
    // Docker needs two minutes and a half to call a container unhealthy.
    this.timeout(900_000);
    const before = await containers();
    const seen = await underLoad(async () => {
      const broken = await deploy(stack({ image: "ladder-rig/rolling:broken" }));
      expect(broken.error).to.match(
        /^rolling: the new version did not become healthy \(its health check says: .*500.*\) and was removed; the old one serves$/,
      );
      const crashing = await deploy(stack({ env: { FAULT: "crash" } }));
      expect(crashing.error).to.equal(
        "rolling: the new version did not become healthy (it ended 3 times, the last time with exit code 3) and was removed; the old one serves",
      );
      expect([crashing.ok, crashing.apps["rolling"]]).to.deep.equal([false, "healthy"]);
    });
    expect(seen).to.deep.equal(["1"]);
    expect(await containers()).to.equal(before);
    const journal = await box.exec("journalctl -u ladder-update --no-pager -o cat");
    expect(journal).to.include("rolling: cannot start with [secret]");
    expect(journal).not.to.include(secretValue("/ladder/rig/apps/rolling/API_TOKEN"));
  });

  it("ends an app that ignores SIGTERM after its stopSeconds", async () => {
    expect((await deploy(stack({ env: { FAULT: "deaf" }, stopSeconds: 2 }))).error).to.equal("");
    const started = Date.now();
    await underLoad(async () => {
      expect((await deploy(stack({ stopSeconds: 2 }))).error).to.equal("");
    });
    expect(Date.now() - started).to.be.below(60_000);
    expect(await containers()).to.match(/^ladder-rolling-\d+$/);
  });
});
