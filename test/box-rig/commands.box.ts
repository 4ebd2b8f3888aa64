import { createHash, randomBytes } from "node:crypto";
import { expect } from "chai";
import type { Box } from "../../rig/box";
import { BoxCli } from "./box-cli";
import { until } from "../../rig/command";
import { sharedBox } from "./shared-box";
import { portfolio, withApp } from "../../rig/stacks";

const sh = (script: string) => ["exec", "todo", "--", "/.ladder/busybox", "sh", "-c", script];
const digest = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");

/** Of 64 bytes: a megabyte. */
const blocks = 1 << 14;

describe("a command for the box", () => {
  let box: Box;
  let cli: BoxCli;

  before(async () => {
    // An app's history needs a change.
    await sharedBox(withApp(portfolio, "whoami", { image: "traefik/whoami:v1.11.0" }));
    box = await sharedBox();
    cli = await BoxCli.for(box);
  });

  it("status tells state, memory and age of every app and service, as a table and as JSON", async () => {
    const { exitCode, stdout, stderr } = await cli.run(["status"]);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    const cells = stdout.split("\n").map((line) => line.split(/ {2,}/).slice(0, 2).join(" "));
    expect(cells.slice(0, 10)).to.deep.equal([
      "NAME STATE",
      "todo healthy",
      "watcher running",
      "whoami healthy",
      "paste healthy",
      "files healthy",
      "site static",
      "caddy healthy",
      "postgres healthy",
      "redis healthy",
    ]);
    expect(stdout).to.match(/^todo .* [1-9]\d* MiB of 96 MiB +0 +ladder-rig\/todo:1$/m);
    expect(stdout).to.match(/^Version [0-9a-f]{12}, \d+ (s|min) ago, applied$/m);
    expect(stdout).to.match(/^Disk \/data: [\d.]+ [MG]iB of [\d.]+ [MG]iB free$/m);
    const document = JSON.parse((await cli.run(["status", "--json"])).stdout) as {
      apps: { name: string; state: string; memoryLimitBytes?: number; restarts?: number }[];
    };
    const todo = document.apps.find(({ name }) => name === "todo");
    expect([todo?.state, todo?.memoryLimitBytes, todo?.restarts]).to.deep.equal(["healthy", 96 * 2 ** 20, 0]);
    expect(stdout + JSON.stringify(document)).to.not.include("canary");
  });

  it("history tells what was deployed, of the whole stack or of one app", async () => {
    const { exitCode, stdout } = await cli.run(["history"]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(
      /^[\dT:-]+Z {2}[0-9a-f]{12} {2}applied .*whoami \(traefik\/whoami:v1.11.0 -> traefik\/whoami:v1.10.4\)/m,
    );
    const own = JSON.parse((await cli.run(["history", "whoami", "--json"])).stdout) as {
      deploys: { ok: boolean; changed: { app: string }[] }[];
    };
    expect(own.deploys.at(-1)?.changed.filter(({ app }) => app === "whoami")).to.deep.equal([
      { app: "whoami", before: "traefik/whoami:v1.11.0", after: "traefik/whoami:v1.10.4" },
    ]);
  });

  it("psql runs statements as the app's own role, which no other database lets in", async () => {
    const own = await cli.run(["psql", "todo", "-c", "select current_user, current_database()", "--", "-At"]);
    expect([own.exitCode, own.stdout]).to.deep.equal([0, "app_todo|app_todo\n"]);
    const byDatabase = await cli.run(["psql", "app_todo", "-c", "select 1", "--", "-At"]);
    expect([byDatabase.exitCode, byDatabase.stdout]).to.deep.equal([0, "1\n"]);
    const admin = await cli.run([
      "psql",
      "--admin",
      "-c",
      "select current_user, current_database()",
      "--",
      "-At",
    ]);
    expect([admin.exitCode, admin.stdout]).to.deep.equal([0, "postgres|postgres\n"]);
    const role = await cli.run(["psql", "todo", "-c", "create role intruder"]);
    expect(role.exitCode).to.equal(1);
    expect(role.stderr).to.include("permission denied to create role");
  });

  it("psql takes a script from standard input as it is, and ends it at the first error with 3", async () => {
    const title = "quotes ' \" $$ $(touch /tmp/x) `id` \\ 日本 {{ssm:x}}";
    const script = `select $title$${title}$title$;\nselect * from nowhere;\nselect 'not reached';\n`;
    const { exitCode, stdout, stderr } = await cli.run(["psql", "todo", "--", "-At"], script);
    expect([exitCode, stdout]).to.deep.equal([3, `${title}\n`]);
    expect(stderr).to.include('relation "nowhere" does not exist');
  });

  it("redis is the administrator's, or an app's own with its keys alone", async () => {
    expect((await cli.run(["redis", "--", "ping"])).stdout).to.equal("PONG\n");
    const set = await cli.run(["redis", "todo", "--", "set", "todo:greeting", "héllo $(id) '\""]);
    expect([set.exitCode, set.stdout]).to.deep.equal([0, "OK\n"]);
    expect((await cli.run(["redis", "todo", "--", "--raw", "get", "todo:greeting"])).stdout).to.equal(
      "héllo $(id) '\"\n",
    );
    const foreign = await cli.run(["redis", "todo", "--", "get", "watcher:x"]);
    expect(foreign.exitCode).to.equal(1);
    expect(foreign.stderr + foreign.stdout).to.include("NOPERM");
  });

  it("exec passes arguments on unread by any shell", async () => {
    const args = [
      "",
      " ",
      "a\nb",
      "$(touch /tmp/x)",
      "`id`",
      "'\"\\",
      "日本 é",
      "{{ssm:/x}}",
      "-n",
      "--",
      "*",
      "END_OF_MESSAGE",
    ];
    const print = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    const { exitCode, stdout, stderr } = await cli.run([
      "exec",
      "todo",
      "--",
      "node",
      "-e",
      print,
      "--",
      ...args,
    ]);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).to.deep.equal(args);
  });

  for (const [script, code] of [
    ["true", 0],
    ["exit 3", 3],
    ["kill -9 $$", 137],
  ] as const)
    it(`passes the exit code ${code} on`, async () => {
      expect((await cli.run(sh(script))).exitCode).to.equal(code);
    });

  it("keeps standard output and standard error apart, and reads to its end what is piped in", async () => {
    const { exitCode, stdout, stderr } = await cli.run(sh("echo out; echo err >&2; cat; exit 4"), "piped");
    expect({ exitCode, stdout, stderr }).to.deep.equal({
      exitCode: 4,
      stdout: "out\npiped",
      stderr: "err\n",
    });
    expect((await cli.run(sh("cat; echo end"))).stdout).to.equal("end\n");
    const document = JSON.parse(
      (await cli.run(["--json", ...sh("echo out; echo err >&2; exit 4")])).stdout,
    ) as object;
    expect(document).to.deep.equal({ exitCode: 4, stdout: "out\n", stderr: "err\n" });
  });

  it("shows output while the command still runs", async () => {
    const running = cli.start(sh("echo one; sleep 6; echo two"));
    await until("the first line", 30, () => Promise.resolve(running.stdout === "one\n"));
    expect(running.child.exitCode).to.equal(null);
    expect((await running.ended).stdout).to.equal("one\ntwo\n");
  });

  it("carries a megabyte of any bytes out", async () => {
    const program = `const { createHash } = require("node:crypto");
      for (let i = 0; i < ${blocks}; i++) process.stdout.write(createHash("sha512").update(String(i)).digest());`;
    const wanted = Array.from({ length: blocks }, (_, i) => createHash("sha512").update(String(i)).digest());
    const started = Date.now();
    const { exitCode, out } = await cli.run(["exec", "todo", "--", "node", "-e", program]);
    console.log(`    1 MiB that does not compress: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    expect([exitCode, out.length, digest(out)]).to.deep.equal([0, 1 << 20, digest(Buffer.concat(wanted))]);
  });

  it("takes any bytes in", async () => {
    const bytes = randomBytes(50_000);
    const { exitCode, stdout } = await cli.run(sh("/.ladder/busybox sha256sum"), bytes);
    expect([exitCode, stdout]).to.deep.equal([0, `${digest(bytes)}  -\n`]);
  });

  it("ends with the command that ^C ends, inside the container too", async () => {
    const running = cli.start(sh("trap 'echo caught; exit 7' INT; echo ready; while :; do sleep 0.1; done"));
    await until("the command is ready", 30, () => Promise.resolve(running.stdout === "ready\n"));
    running.child.kill("SIGINT");
    const { exitCode, stdout } = await running.ended;
    expect([exitCode, stdout]).to.deep.equal([7, "ready\ncaught\n"]);
  });

  it("does not go on for ever when whoever gave it is gone", async () => {
    const running = cli.start(sh("echo $$; exec sleep 1234"));
    await until("the command is at work", 30, () => Promise.resolve(running.stdout !== ""));
    running.child.kill("SIGKILL");
    await running.ended;
    expect((await box.try("pgrep -f '^sleep 1234'")).status).to.equal(0);
    await until(
      "the command is gone",
      120,
      async () => (await box.try("pgrep -f '^sleep 1234'")).status === 1,
    );
    await until("its job is gone", 60, async () => {
      const units = await box.exec("systemctl list-units --plain --no-legend 'ladder-job-*'");
      return units === "" && (await box.exec("find /run/ladder/jobs -type s")) === "";
    });
  });

  it("runs beside another", async () => {
    const outcomes = await Promise.all(
      [1, 2, 3].map((number) => cli.run(sh(`sleep 1; echo ${number}; exit ${number}`))),
    );
    expect(outcomes.map(({ exitCode, stdout }) => [exitCode, stdout])).to.deep.equal([
      [1, "1\n"],
      [2, "2\n"],
      [3, "3\n"],
    ]);
  });

  it("names the apps there are when there is none of that name, and what has no container", async () => {
    const unknown = await cli.run(["exec", "tudu", "--", "id"]);
    expect([unknown.exitCode, unknown.stderr]).to.deep.equal([
      125,
      "box: there is no app 'tudu'; the apps are todo, watcher, whoami, paste, files, site\n",
    ]);
    const site = await cli.run(["logs", "site"]);
    expect([site.exitCode, site.stderr]).to.deep.equal([
      125,
      "box: site is a static site: it has no container\n",
    ]);
    const hostile = await cli.run(["logs", "$(touch /tmp/x)"]);
    expect([hostile.exitCode, hostile.stderr]).to.deep.equal([
      1,
      'not the name of an app: "$(touch /tmp/x)"; allowed a-z, 0-9 and hyphens\n',
    ]);
  });

  it("says so when the box is away, or is another's", async () => {
    cli.managed.online = false;
    try {
      const away = await cli.run(["status"]);
      expect([away.exitCode, away.stderr]).to.deep.equal([
        125,
        "The box of stack rig (i-0123456789abcdef0) is not online; it was heard of last at 2026-11-18T11:06:40.000Z. It may be stopped, or just starting.\n",
      ]);
    } finally {
      cli.managed.online = true;
    }
  });
});
