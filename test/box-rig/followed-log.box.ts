import { expect } from "chai";
import type { Box } from "../../rig/box";
import { BoxCli } from "./box-cli";
import { until } from "../../rig/command";
import { deploy, sharedBox } from "./shared-box";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

/** Prints a counted line ten times a second, and one more when it is asked to end. */
const program = `
const say = (what) => console.log(process.env.LABEL, what);
let count = 0;
setInterval(() => say((count += 1)), 100);
process.on("SIGTERM", () => { say("ends"); process.exit(0); });
require("node:http").createServer((request, answer) => answer.end("fine")).listen(3000);`;

/** The portfolio's worker, and an app that talks under this label. */
function stack(label: string): RigSettings {
  const talker: RigApp = {
    name: "talker",
    image: "ladder-rig/rolling:1",
    command: ["node", "-e", program],
    port: 3000,
    env: { LABEL: label },
    memoryMb: 64,
  };
  return {
    ...portfolio,
    secrets: {},
    apps: [...portfolio.apps.filter(({ name }) => name === "watcher"), talker],
  };
}

describe("the log of an app that is followed", () => {
  let box: Box;
  let cli: BoxCli;

  before(async () => {
    box = await sharedBox(stack("first"));
    cli = await BoxCli.for(box);
  });

  it("goes on over a new container and over a restart of it, and no line is missing or comes twice", async () => {
    const following = cli.start(["logs", "talker", "--follow", "--lines", "5"]);
    const shows = (line: string, times = 1) =>
      until(`${line} is shown`, 120, () =>
        Promise.resolve(following.stdout.split("\n").filter((one) => one === line).length >= times),
      );
    await until("lines are shown", 60, () => Promise.resolve(following.stdout.includes("first ")));
    expect((await deploy(stack("second"))).error).to.equal("");
    await shows("second 30");
    const talker = "$(docker ps -q -f label=com.docker.compose.service=talker)";
    await box.exec(`kill -KILL $(docker inspect -f '{{.State.Pid}}' ${talker})`);
    await shows("second 30", 2);
    following.child.kill("SIGINT");
    await following.ended;
    const lines = following.stdout.trim().split("\n");
    const first = lines.filter((line) => line.startsWith("first "));
    const start = Number(first[0]?.split(" ")[1]);
    expect(first).to.deep.equal([
      ...Array.from({ length: first.length - 1 }, (_, index) => `first ${start + index}`),
      "first ends",
    ]);
    const second = lines.slice(first.length);
    const restart = second.lastIndexOf("second 1");
    const counted = (count: number) => Array.from({ length: count }, (_, index) => `second ${index + 1}`);
    expect(second).to.deep.equal([...counted(restart), ...counted(second.length - restart)]);
  });
});
