import { expect } from "chai";
import { CacheServer } from "./cache-server";

/** BullMQ looks at the policy alone; volatile-lru drops only what has an expiry time, and jobs have none. */
const evictionWarning = 'IMPORTANT! Eviction policy is volatile-lru. It should be "noeviction"';

describe("libraries with REDIS_URL and REDIS_PREFIX of the managed tiers", () => {
  const server = new CacheServer();

  before(async () => {
    await server.start(["todo", "shop"]);
    const about = server.asAdministrator("info", "server");
    console.log(
      `      on ${/valkey_version:\S+/.exec(about)?.[0] ?? /redis_version:\S+/.exec(about)?.[0] ?? ""}`,
    );
  });
  after(() => server.stop());

  const keysOfOthers = () =>
    server
      .asAdministrator("keys", "*")
      .split("\n")
      .filter((key) => key !== "" && !key.startsWith("todo:"));

  for (const [program, said] of [
    ["ioredis.cjs", "hello arrived 1"],
    ["node-redis.cjs", "hello arrived 1"],
    ["bullmq.cjs", "sent to ann 1 1"],
  ] as const)
    it(`work as they are, within the app's own keys: ${program}`, () => {
      server.asAdministrator("flushall");
      const { status, stdout, stderr } = server.runAs("todo", program);
      expect(stderr.replaceAll(evictionWarning, "").trim()).to.equal("");
      expect([status, stdout.trim().split("\n").at(-1)]).to.deep.equal([0, said]);
      expect(keysOfOthers()).to.deep.equal([]);
    });

  it("cannot see who else is connected: BullMQ's getWorkers, which asks for all clients, is refused", () => {
    const { status, stderr } = server.runAs("todo", "bullmq-workers.cjs");
    expect(status).to.equal(1);
    expect(stderr).to.include("NOPERM");
  });

  it("are not let in unencrypted", () => {
    expect(server.unencrypted().stdout).to.not.include("PONG");
  });
});
