import { expect } from "chai";
import type { Box } from "../../rig/box";
import { output, until } from "../../rig/command";
import { ownBox } from "./own-box";
import { rig } from "../../rig/rig";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

/** Takes a megabyte every 20 ms once it is asked to. */
const program = `
const eaten = [];
require("node:http").createServer((request, answer) => {
  if (request.method === "POST") setInterval(() => eaten.push(Buffer.alloc(1 << 20, 1)), 20);
  answer.end("fine");
}).listen(3000);`;

const greedy: RigApp = {
  name: "greedy",
  image: "ladder-rig/rolling:1",
  command: ["node", "-e", program],
  port: 3000,
  memoryMb: 512,
};

const settings: RigSettings = { ...portfolio, apps: [...portfolio.apps.slice(0, 3), greedy] };
const services = ["caddy", "postgres", "redis", "todo", "watcher", "whoami"];
const MiB = 1 << 20;

describe("a machine that is short of memory", () => {
  let box: Box;
  let parent: string;
  let group: string;

  before(async () => {
    box = await ownBox("short", settings);
    const { volume } = box;
    box.volume = undefined;
    await box.start();
    // The machine's memory: all containers in one group, which gets a limit. Docker waits for the volume.
    parent = `/${rig().name}-short`;
    group = `/sys/fs/cgroup/memory${parent}`;
    const docker = "/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock";
    await box.exec(`mkdir -p /etc/systemd/system/docker.service.d
      printf '[Service]\\nExecStart=\\nExecStart=${docker} --cgroup-parent=${parent}\\n' >/etc/systemd/system/docker.service.d/rig.conf`);
    await until("systemd knows it", 60, async () => (await box.try("systemctl daemon-reload")).status === 0);
    if (volume) await box.attach(volume);
    await box.serves(await bundleOf(settings, box.address));
  });

  after(async () => {
    await box.remove();
    await output("find", [group, "-depth", "-type", "d", "-delete"]);
  });

  const inspect = (service: string, format: string) =>
    box.exec(`docker inspect -f '${format}' $(docker ps -aq -f label=com.docker.compose.service=${service})`);
  const scoreOf = async (service: string) =>
    Number(await box.exec(`cat /proc/${await inspect(service, "{{.State.Pid}}")}/oom_score_adj`));
  const restarts = async () => Number(await inspect("greedy", "{{.RestartCount}}"));

  it("ends its apps before Redis, Caddy and PostgreSQL", async () => {
    const scores = await Promise.all(["postgres", "caddy", "redis", "todo", "greedy"].map(scoreOf));
    expect(scores).to.deep.equal([0, 100, 200, 500, 500]);
  });

  it("ends the app that takes more and more; a large session of PostgreSQL and all else go on", async () => {
    const states = () =>
      Promise.all(services.map((service) => inspect(service, "{{.RestartCount}} {{.State.StartedAt}}")));
    const before = await states();
    // A sort of 90 MB that a cursor keeps in one process: more than the app will have when memory ends.
    const session =
      box.try(`docker exec -i ladder-postgres-1 psql -XqAt -v ON_ERROR_STOP=1 -U postgres <<'END'
      set work_mem = '140MB';
      begin;
      declare large cursor for select n, repeat('x', 1000) from generate_series(1, 85000) as n order by md5(n::text);
      move 1 from large;
      select pg_sleep(60);
      move forward all from large;
      fetch backward 1 from large;
END`);
    const largest =
      "awk '$2 == \"(postgres)\" { print $24 * 4096, $1 }' /proc/[0-9]*/stat | sort -n | tail -n 1";
    const [size = 0, process] = await until("the session is large", 60, async () => {
      const found = (await box.exec(largest)).split(" ").map(Number);
      return (found[0] ?? 0) > 90 * MiB && found;
    });
    const app = await inspect("greedy", "{{.State.Pid}}");
    expect(Number(await box.exec(`awk '{ print $24 * 4096 }' /proc/${app}/stat`))).to.be.below(size);
    // Whom the kernel ends first, for all that.
    const [ofApp = 0, ofSession = 0] = (
      await box.exec(`cat /proc/${app}/oom_score /proc/${process}/oom_score`)
    )
      .split("\n")
      .map(Number);
    expect(ofApp).to.be.above(ofSession);
    // What is in use, mapped files and the kernel's part included; a cache of files is given back.
    const used = await box.exec(
      `cat ${group}/memory.kmem.usage_in_bytes ${group}/memory.stat | awk 'NF == 1 { sum += $1 } /^total_(rss|shmem|mapped_file) / { sum += $2 } END { print sum }'`,
    );
    await box.exec(`echo ${Number(used) + 40 * MiB} >${group}/memory.limit_in_bytes`);
    await box.ask({ host: box.host("greedy"), body: "more" });
    await until("the app was ended", 120, async () => (await restarts()) === 1);
    const { status, stdout } = await session;
    expect([status, stdout.length > 1000]).to.deep.equal([0, true]);
    expect(await states()).to.deep.equal(before);
    await until(
      "the app is back",
      60,
      async () => (await box.ask({ host: box.host("greedy") })).status === 200,
    );
    const added = await box.ask({ host: box.host("todo"), path: "/api/todos", body: '{"title":"after"}' });
    expect(added.status).to.equal(201);
    expect(await restarts()).to.equal(1);
  });
});
