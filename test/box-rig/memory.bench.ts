import { secretPlaceholder } from "../../settings/encrypted-values";
import { memoryPlan } from "../../plan/memory";
import type { Box } from "../../rig/box";
import { firstAnswer } from "./first-answer";
import { machineMemory, sumOf } from "./machine-memory";
import { deployTo, ownBox } from "./own-box";
import { bundleOf } from "../../rig/stack-bundle";
import type { RigApp, RigSettings } from "../../rig/stacks";

const memoryMb = 96;
const many = 5;

/** So many copies of the example app, with a domain. */
function stack(count: number): RigSettings {
  const names = Array.from({ length: count }, (_, index) => `todo-${index + 1}`);
  const app: Omit<RigApp, "name"> = {
    ...{ image: "ladder-rig/todo:1", port: 3000, health: "/health", database: true, cache: true },
    ...{ migrate: "node migrate.js", secrets: ["API_TOKEN"], memoryMb, readOnly: true },
  };
  return {
    tier: "compose",
    domain: "rig.test",
    box: { instance: "t4g.small" },
    secrets: Object.fromEntries(names.map((name) => [name, { API_TOKEN: secretPlaceholder }])),
    apps: names.map((name) => ({ name, ...app })),
  };
}

const round = (mib: number) => `${mib.toFixed(0)} MiB`;

/** How many copies the plan's arithmetic lets onto an instance. */
function planned(instanceType: string): number {
  const fits = (count: number) => {
    const apps = Array.from({ length: count }, (_, index) => ({ name: `todo-${index}`, memoryMb }));
    return memoryPlan({ instanceType, apps, databaseMb: 192, cacheMb: 48 }).freeMb >= 0;
  };
  let count = 0;
  while (fits(count + 1)) count += 1;
  return count;
}

/** Seconds from the start of a machine that never ran to the first answer of its app over HTTPS. */
async function secondsToAnswer(box: Box): Promise<number> {
  await box.start();
  const answered = await firstAnswer(box, { host: "todo-1.rig.test", path: "/health" });
  return (answered - box.bootedAt) / 1000;
}

describe("a box at rest, measured", function () {
  this.timeout(1_800_000);
  let box: Box;

  before(async () => {
    box = await ownBox("memory", stack(1));
  });

  after(() => box.remove());

  it("prints seconds to the first answer, memory without apps and of each app, and how many fit 1 GB", async () => {
    console.log(
      `    first boot until the first answer over HTTPS: ${(await secondsToAnswer(box)).toFixed(1)} s`,
    );
    await box.serves(await bundleOf(stack(1), box.address));
    const one = await machineMemory(box);
    await deployTo(box, stack(many));
    const more = await machineMemory(box);
    await box.exec("docker rm --force $(docker ps -q --filter label=ladder.port) && sleep 5");
    const none = await machineMemory(box);
    const services = sumOf(none, /^(caddy|postgres|redis-server)$/);
    const docker = sumOf(none, /^(dockerd|containerd.*|docker-proxy)$/);
    console.log(
      `    without apps: ${round(services + docker)}: Caddy ${round(sumOf(none, /^caddy$/))}, PostgreSQL ${round(sumOf(none, /^postgres$/))}, ` +
        `Redis ${round(sumOf(none, /^redis-server$/))}, Docker ${round(docker)}; the rest of the machine ${round(sumOf(none) - services - docker)}`,
    );
    const each = (sumOf(more) - sumOf(one)) / (many - 1);
    const usable = memoryPlan({ instanceType: "t4g.micro", apps: [] }).usableMb;
    const fit = Math.floor((usable - sumOf(one)) / each) + 1;
    console.log(
      `    the example app at rest: ${round(each)} with its connections and its part of Docker; of ${usable} MiB (1 GB) ` +
        `${round(sumOf(one))} are taken with one, ${fit} would fit at rest; the plan lets ${planned("t4g.micro")} on, with their limits of ${memoryMb} MiB`,
    );
  });
});
