import { createHash } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { accessString, noAccess } from "../../plan/cache-access";
import { boxModule, freePort, run, secretFiles, until } from "./command";

const apps = ["todo", "shop"].map((name) => ({ name, cache: { user: name, prefix: `${name}:` } }));
const passwords = { todo: "todo-password", shop: "shop-password" };

describe("Redis users", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-redis-"));
  let server: ChildProcess;
  let port: number;

  const as = (user: keyof typeof passwords | "ladder", ...command: readonly string[]): string => {
    const password = user === "ladder" ? "admin-password" : passwords[user];
    const args = ["-p", String(port), "--user", user, "--no-auth-warning", ...command];
    return run("redis-cli", args, "", { REDISCLI_AUTH: password }).stdout.trim();
  };

  const asQueue = (...command: readonly string[]) =>
    run("redis-cli", ["-p", String(port), "--user", "queue", "--no-auth-warning", ...command], "", {
      REDISCLI_AUTH: "queue-password",
    }).stdout;

  before(async () => {
    port = await freePort();
    writeFileSync(join(folder, "users.acl"), secretFiles("redis_acl", apps, "admin-password", passwords));
    server = spawn("redis-server", [
      "--port",
      String(port),
      "--dir",
      folder,
      "--aclfile",
      join(folder, "users.acl"),
      "--save",
      "",
    ]);
    await until("Redis answers", () => as("ladder", "ping") === "PONG");
  });

  after(() => {
    server.kill();
    rmSync(folder, { recursive: true });
  });

  it("use their own keys and channels", () => {
    expect(as("todo", "set", "todo:a", "1")).to.equal("OK");
    expect(as("todo", "get", "todo:a")).to.equal("1");
    expect(as("todo", "publish", "todo:news", "x")).to.equal("0");
    expect(as("todo", "eval", "return redis.call('get', KEYS[1])", "1", "todo:a")).to.equal("1");
    expect(as("todo", "info", "server")).to.include("redis_version");
  });

  it("reach nobody else's keys or channels, not even from a script", () => {
    as("shop", "set", "shop:a", "secret");
    for (const command of [
      ["get", "shop:a"],
      ["set", "shop:a", "1"],
      ["del", "shop:a"],
      ["rename", "todo:a", "shop:b"],
      ["publish", "shop:news", "x"],
      ["eval", "return redis.call('get', 'shop:a')", "0"],
    ]) {
      expect(as("todo", ...command), command.join(" ")).to.match(/NOPERM|The user executing the script/);
    }
  });

  it("cannot list others' keys or channels", () => {
    for (const command of [["scan", "0"], ["keys", "*"], ["randomkey"], ["dbsize"], ["pubsub", "channels"]]) {
      expect(as("todo", ...command), command.join(" ")).to.match(/NOPERM/);
    }
  });

  it("cannot empty, configure or stop the server, or change users", () => {
    for (const command of [
      ["flushall"],
      ["flushdb"],
      ["config", "get", "*"],
      ["shutdown"],
      ["acl", "list"],
      ["monitor"],
      ["function", "flush"],
      ["script", "flush"],
      ["swapdb", "0", "1"],
    ]) {
      expect(as("todo", ...command), command.join(" ")).to.match(/NOPERM/);
    }
  });

  it("are let in by nothing but their password", () => {
    expect(run("redis-cli", ["-p", String(port), "get", "todo:a"]).stdout).to.match(/NOAUTH/);
    const wrong = run("redis-cli", ["-p", String(port), "--user", "todo", "ping"], "", {
      REDISCLI_AUTH: "shop-password",
    });
    expect(wrong.stdout + wrong.stderr).to.match(/WRONGPASS/);
  });

  it("may do on ElastiCache what they may here", () => {
    for (const { cache } of apps)
      expect(secretFiles("redis_acl", apps, "admin-password", passwords)).to.include(
        accessString(cache.prefix).replace(/^on /, ""),
      );
  });

  it("with ElastiCache's access strings can run what clients and queues run when they start", () => {
    as("ladder", "acl", "setuser", "queue", "reset", ">queue-password", ...accessString("bull:").split(" "));
    for (const command of [
      ["hello", "3"],
      ["client", "setname", "bull:worker"],
      ["client", "setinfo", "LIB-NAME", "ioredis"],
      ["info"],
      ["select", "0"],
      ["ping"],
      ["client", "id"],
      ["command", "docs", "get"],
      ["script", "load", "return 1"],
      ["eval", "return redis.call('zadd', KEYS[1], 1, 'job')", "1", "bull:queue:wait"],
      ["bzpopmin", "bull:queue:wait", "1"],
      ["xadd", "bull:queue:events", "*", "event", "added"],
      ["publish", "bull:queue:news", "added"],
      ["multi"],
    ]) {
      const answer = asQueue(...command);
      expect(answer, command.join(" ")).to.not.match(/^(NOPERM|NOAUTH)/);
    }
    expect(asQueue("get", "todo:a")).to.match(/NOPERM/);
    as("ladder", "acl", "deluser", "queue");
  });

  it("without a name may do nothing with ElastiCache's", () => {
    as("ladder", "acl", "setuser", "nobody", "reset", ">nobody-password", ...noAccess.split(" "));
    const answer = run("redis-cli", ["-p", String(port), "--user", "nobody", "ping"], "", {
      REDISCLI_AUTH: "nobody-password",
    });
    expect(answer.stdout + answer.stderr).to.match(/WRONGPASS|NOAUTH/);
    as("ladder", "acl", "deluser", "nobody");
  });

  it("are loaded again without a restart", () => {
    expect(as("ladder", "acl", "load")).to.equal("OK");
  });

  it("take an earlier password beside today's while a container uses it, and refuse it afterwards", () => {
    const file = join(folder, "users.acl");
    const earlier = createHash("sha256").update(passwords.todo).digest("hex");
    const today = secretFiles("redis_acl", apps, "admin-password", { ...passwords, todo: "second" });
    const load = (text: string) => {
      writeFileSync(file, text);
      expect(as("ladder", "acl", "load")).to.equal("OK");
    };
    const asSecond = () =>
      run("redis-cli", ["-p", String(port), "--user", "todo", "--no-auth-warning", "get", "todo:a"], "", {
        REDISCLI_AUTH: "second",
      }).stdout.trim();
    load(boxModule("passwords_in_use", "accepting", today, { todo: [earlier], shop: [] }));
    expect([as("todo", "get", "todo:a"), asSecond(), as("shop", "ping")]).to.deep.equal(["1", "1", "PONG"]);
    load(boxModule("passwords_in_use", "accepting", today, { todo: [] }));
    expect(asSecond()).to.equal("1");
    expect(as("todo", "get", "todo:a")).to.equal("NOAUTH Authentication required.");
  });

  it("stand in the file as hashes only", () => {
    expect(secretFiles("redis_acl", apps, "admin-password", passwords)).not.to.match(/-password/);
  });
});
