import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { redisService } from "../../box/compose/redis-service";
import type { BoxPlan } from "../../plan/types";
import { samplePlan } from "../box/sample-plan";
import { output } from "../../rig/command";
import { rig } from "../../rig/rig";
import { Server } from "./server";

/** Sets 1,000 values of 32 KiB, one after the other, more than the limit allows; gives how many were refused, and shows why. */
async function fill(server: Server, address: string, prefix: string, expiry: string): Promise<number> {
  const socket = connect(6379, address);
  const answers = createInterface(socket)[Symbol.asyncIterator]();
  const value = "x".repeat(32 * 1024);
  let refused = 0;
  for (let key = 0; key < 1000; key += 1) {
    socket.write(`SET ${prefix}:${key} ${value} ${expiry}\r\n`);
    const { value: answer } = await answers.next();
    if (answer === "+OK") continue;
    expect(answer).to.match(/^-OOM command not allowed/);
    refused += 1;
    if (refused > 1) continue;
    const memory = (await server.redis("info", "memory")).match(
      /^(used_memory|mem_(clients|aof|not)\w+):\d+/gm,
    );
    console.log(
      `    ${prefix}:${key} refused with ${await server.redis("dbsize")} keys: ${memory?.join(" ")}`,
    );
  }
  socket.destroy();
  await once(socket, "close");
  return refused;
}

/** 20 jobs without an expiry time, then caches with one, then a queue without, each larger than the limit of 24 MB. */
async function full(cachePolicy: BoxPlan["cachePolicy"]) {
  const plan = samplePlan();
  const address = rig().freeAddress();
  const service = redisService({ ...plan, box: { ...plan.box, cachePolicy } });
  const server = await Server.redis(rig(), cachePolicy, service, address);
  try {
    const keys = async (prefix: string) =>
      (await server.redis("--scan", "--pattern", `${prefix}:*`)).split("\n").filter(Boolean).length;
    for (let job = 0; job < 20; job += 1) await server.redis("SET", `job:${job}`, "work");
    const first = {
      refused: await fill(server, address, "cache", "EX 3600"),
      jobs: await keys("job"),
      caches: await keys("cache"),
    };
    const then = {
      refused: await fill(server, address, "queue", ""),
      jobs: await keys("job"),
      caches: await keys("cache"),
    };
    const restarts = await output("docker", ["inspect", "--format", "{{.State.Running}}", server.name]);
    return { first, then, running: restarts === "true" };
  } finally {
    await server.remove();
  }
}

describe("Redis with full memory", () => {
  it("under volatile-lru drops keys with an expiry time, never one without, and then refuses writes", async () => {
    const { first, then, running } = await full("volatile-lru");
    expect([first.refused, first.jobs, then.jobs, then.caches, running]).to.deep.equal([0, 20, 20, 0, true]);
    expect(first.caches).to.be.within(400, 900);
    expect(then.refused).to.be.within(100, 600);
  });

  it("under allkeys-lru refuses nothing and loses jobs", async () => {
    const { first, then, running } = await full("allkeys-lru");
    expect([first.refused, then.refused, running]).to.deep.equal([0, 0, true]);
    // Not none left: Redis takes the oldest of a sample, by a clock of seconds. Chance alone would leave 2 of the 20.
    expect(then.jobs).to.be.below(10);
  });

  it("under noeviction drops nothing and refuses every further write", async () => {
    const { first, then, running } = await full("noeviction");
    expect([first.refused, then.refused]).to.deep.equal([1000 - first.caches, 1000]);
    expect([then.jobs, then.caches, running]).to.deep.equal([20, first.caches, true]);
  });
});
