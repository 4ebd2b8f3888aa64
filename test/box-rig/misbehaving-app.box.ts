import { expect } from "chai";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { sharedBox } from "./shared-box";
import { builtImages } from "../../rig/stack-bundle";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

/** Eats memory when it is asked to, and ends at once as long as a file says so. */
const program = `
if (require("node:fs").existsSync("/files/crash")) process.exit(1);
const eaten = [];
require("node:http").createServer((request, answer) => {
  if (request.url === "/eat") setInterval(() => eaten.push(Buffer.alloc(8_000_000, 1)), 1);
  else answer.end("fine");
}).listen(3000);`;

const moody: RigApp = {
  name: "moody",
  build: "./examples/todo",
  command: ["node", "-e", program],
  port: 3000,
  volumes: [{ name: "files", path: "/files" }],
  memoryMb: 64,
};

const settings: RigSettings = { ...portfolio, apps: [...portfolio.apps, moody] };

describe("an app", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox(settings, { ...builtImages(1), moody: "ladder-rig/todo:1" });
  });

  const containers = () =>
    box.exec(
      "docker ps -q | xargs docker inspect -f '{{.Name}} {{.State.StartedAt}}' | grep -v moody | sort",
    );
  const restarts = async () =>
    Number(
      await box.exec(
        "docker inspect -f '{{.RestartCount}}' $(docker ps -aq -f label=com.docker.compose.service=moody)",
      ),
    );
  /** Milliseconds since its last start; after ten seconds Docker begins to count anew. */
  const runsFor = async () =>
    Date.now() -
    Date.parse(
      await box.exec(
        "docker inspect -f '{{.State.StartedAt}}' $(docker ps -aq -f label=com.docker.compose.service=moody)",
      ),
    );
  const answers = async () =>
    (await box.ask({ host: box.host("moody") }).catch(() => undefined))?.body === "fine";

  /** How often another app, with its database, answered while something went on, and how often not. */
  const meanwhile = async (work: () => Promise<unknown>) => {
    const counts = { answered: 0, failed: 0 };
    let done = false;
    const asking = (async () => {
      while (!done) {
        const path = "/api/todos";
        const { status } = await box.ask({ host: box.host("todo"), path }).catch(() => ({ status: 0 }));
        counts[status === 200 ? "answered" : "failed"] += 1;
      }
    })();
    try {
      await work();
    } finally {
      done = true;
      await asking;
    }
    return counts;
  };

  it("that takes more than its memory is ended and started again, alone", async () => {
    const before = await containers();
    const restarted = await restarts();
    const { answered, failed } = await meanwhile(async () => {
      // A GET would be asked again of every container that comes after it.
      await box.ask({ host: box.host("moody"), path: "/eat", body: "all" }).catch(() => undefined);
      await until("Docker started it again", 120, async () => (await restarts()) > restarted);
      await until("it answers", 120, answers);
    });
    expect(failed).to.equal(0);
    expect(answered).to.be.above(0);
    expect(await containers()).to.equal(before);
  });

  it("that ends as soon as it starts is tried at growing intervals, while all others serve, and comes back once it can", async () => {
    await until("Docker forgets its last end", 60, async () => (await runsFor()) > 10_000);
    const before = await containers();
    const began = await box.exec("touch /data/ladder/apps/moody/files/crash; date +%s");
    // As they come: Docker remembers 256 events, and health checks make many.
    const ending = box.exec(
      `head -n 7 < <(docker events --since ${began} --filter event=die --filter label=com.docker.compose.service=moody --format '{{.TimeNano}}')`,
    );
    const { failed } = await meanwhile(async () => {
      // From outside: as a container's first process it takes no signal from within, and Docker's own kill means "stay away".
      await box.exec(
        "kill -KILL $(docker inspect -f '{{.State.Pid}}' $(docker ps -q -f label=com.docker.compose.service=moody))",
      );
      await ending;
    });
    expect(failed).to.equal(0);
    expect(await containers()).to.equal(before);
    const seconds = (await ending).split("\n").map((time) => Number(time.slice(0, -6)) / 1000);
    const pauses = seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0));
    // Docker waits 100 ms first and twice as long each time: 3.2 s before the sixth.
    expect(pauses[5]).to.be.above(3.2);
    expect(pauses[5]).to.be.above((pauses[0] ?? 0) + 1);
    await box.exec("rm /data/ladder/apps/moody/files/crash");
    await until("it answers", 120, answers);
  });
});
