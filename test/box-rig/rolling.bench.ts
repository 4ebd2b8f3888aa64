import { Load, type Tally } from "./load";
import { output, until } from "../../rig/command";
import { awsEnvironment } from "../../rig/differences";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf } from "../../rig/stack-bundle";
import type { Box } from "../../rig/box";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

const requests = Number(process.env["LADDER_BENCH_REQUESTS"] ?? 100_000);
const shape = { connections: 64, slow: 4, restMs: 0 };

const rolling: RigApp = {
  name: "rolling",
  image: "ladder-rig/rolling:1",
  port: 3000,
  health: "/health",
  memoryMb: 96,
};

function stack(changes: Partial<RigApp>): RigSettings {
  return { ...portfolio, secrets: {}, apps: [{ ...rolling, ...changes }] };
}

/** Every kind of app, with databases, caches and migrations, and small ones beside them. */
function twenty(changes: Partial<RigApp>): RigSettings {
  const small = { image: "traefik/whoami:v1.10.4", port: 80, health: "/bench", memoryMb: 16 };
  const some = [...portfolio.apps, { ...rolling, ...changes }];
  const more = Array.from({ length: 20 - some.length }, (_, index) => ({ name: `app-${index}`, ...small }));
  return { ...portfolio, apps: [...some, ...more] };
}

/** Updates to and fro under load until so many requests were made. */
async function updatesUnderLoad(load: Load, update: (version: number) => Promise<unknown>): Promise<string> {
  let updates = 0;
  for (; load.tally.requests < requests; updates += 1) await update(1 + ((updates + 1) % 2));
  return `${summary(await load.stop())}, ${updates} updates`;
}

function summary({ requests: made, failures, longestMs }: Tally): string {
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...failures].map(([reason, count]) => `${reason}: ${count}`).join(", ");
  return `${failed} of ${made} requests failed${reasons && ` (${reasons})`}, the longest of the short ones ${longestMs} ms`;
}

/** The same app behind the same Caddy as most people run it: a Compose file, and `up --detach` for a new version. */
const plainCompose = `services:
  caddy: { image: ladder-rig/edge:1, command: [caddy, reverse-proxy, --from, ":8080", --to, "app:3000"], ports: ["8080:8080"], cap_add: [NET_BIND_SERVICE] }
  app: { image: "ladder-rig/rolling:\${VERSION}", environment: { PORT: "3000" }, stop_grace_period: 20s }
`;

async function plain(box: Box): Promise<string> {
  const up = (version: number) =>
    box.exec(`cd /plain && VERSION=${version} docker compose up --detach --wait`);
  await box.restoreImages();
  await box.exec(`mkdir -p /plain && cat >/plain/compose.yaml <<'END'\n${plainCompose}END`);
  await up(1);
  const target = { address: box.address, port: 8080, host: box.address };
  await until("the plain app answers", 60, () =>
    fetch(`http://${box.address}:8080/`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const line = await updatesUnderLoad(new Load(target, shape), up);
  await box.exec("cd /plain && VERSION=1 docker compose down");
  return line;
}

async function ladder(box: Box): Promise<string> {
  await deploy(stack({}));
  const load = new Load({ address: box.address, host: box.host("rolling") }, shape);
  return updatesUnderLoad(load, (version) => deploy(stack({ image: `ladder-rig/rolling:${version}` })));
}

/** An update run by hand: wall-clock seconds, and processor seconds, which other work on this machine changes less. */
async function secondsOfUpdate(box: Box): Promise<string> {
  const load = (await output("cut", ["-d", " ", "-f", "1", "/proc/loadavg"])).trim();
  const seconds =
    await box.exec(`${awsEnvironment}; TIMEFORMAT='%R s (%U s + %S s of processor time, without what Docker does)'
    { time /opt/ladder/bin/update >/dev/null 2>/run/ladder/bench.log; } 2>&1`);
  const { ok, error } = (await box.result()) ?? {};
  if (!ok) throw new Error(`the update failed: ${error}`);
  return `${seconds.trim()}, load ${load}`;
}

/** Seconds from the start of an app's container until its health check was good: its own, of an update. */
async function secondsOfStart(box: Box, app: string): Promise<string> {
  const state = await box.exec(`docker inspect --format '{{json .State}}' ${await box.container(app)}`);
  const { StartedAt, Health } = JSON.parse(state) as {
    StartedAt: string;
    Health: { Log: readonly { ExitCode: number; End: string }[] };
  };
  const good = Health.Log.find(({ ExitCode }) => ExitCode === 0);
  if (!good) throw new Error(`${app} is not healthy`);
  return `${((Date.parse(good.End) - Date.parse(StartedAt)) / 1000).toFixed(1)} s`;
}

describe("rolling updates, measured", function () {
  this.timeout(3_600_000);

  it("counts failed requests beside plain docker compose, and seconds of an apply", async () => {
    const box = await sharedBox();
    console.log(`    load of this machine: ${await output("cut", ["-d", " ", "-f", "1", "/proc/loadavg"])}`);
    console.log(`    Ladder: ${await ladder(box)}`);
    console.log(`    plain docker compose: ${await plain(box)}`);
    await deploy(twenty({}));
    for (let run = 1; run <= 3; run += 1) {
      await box.exec("rm /run/ladder/result.json");
      console.log(`    apply of an unchanged bundle, 20 apps: ${await secondsOfUpdate(box)}`);
    }
    for (const version of [2, 1]) {
      const changed = twenty({ image: `ladder-rig/rolling:${version}` });
      await box.publish(await bundleOf(changed, box.address));
      console.log(`    apply of one changed app of 20: ${await secondsOfUpdate(box)}`);
      console.log(`    of that, the app's own start: ${await secondsOfStart(box, "rolling")}`);
    }
  });
});
