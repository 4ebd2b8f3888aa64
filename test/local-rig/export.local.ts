import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { outcomeOf, output, until } from "../../rig/command";
import { request } from "../../rig/request";
import { local, runs } from "./ladder";
import { apps, Portfolio } from "./portfolio";

const root = resolve(__dirname, "../..");
const address = "127.0.0.1";
const identifier = "20261120T030000Z-1a2b3c";
const token = `given $HOME '"\\ # ä`;

/** A part of a backup with what its manifest says of it. */
function stored(folder: string, key: string) {
  const content = readFileSync(join(folder, key));
  return { key, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}

describe("An exported stack", () => {
  const portfolio = new Portfolio("leaving");
  const backups = join(portfolio.folder, "backups");
  const out = join(portfolio.folder, "out");
  const todos = { address, host: "todo.localhost", path: "/api/todos" };

  const ladderExport = (...args: readonly string[]) => {
    const program = ["--require", `${root}/scripts/loader.cjs`, `${root}/cli/export.ts`, "-s", "leaving"];
    return outcomeOf("env", [
      `--chdir=${portfolio.folder}`,
      process.execPath,
      ...program,
      "--out",
      "out",
      ...args,
    ]);
  };
  const files = ["--project-directory", out, "--file", join(out, "compose.yaml")];
  const compose = (...args: readonly string[]) => outcomeOf("docker", ["compose", ...files, ...args]);
  const up = async () => {
    const { status, stderr } = await compose("up", "--detach", "--no-build", "--pull", "never");
    if (status !== 0) throw new Error(`${stderr}\n${(await compose("logs", "--no-color")).stdout}`);
  };
  const answered = (host: string, path = "/") =>
    until(`${host} answers`, 120, async () => {
      const found = await request({ address, host, path }).catch(() => undefined);
      return found?.status === 200 && found;
    });
  const rows = async (sql: string, database: string) =>
    (await compose("exec", "-T", "postgres", "psql", "-U", "postgres", "-At", "-c", sql, database)).stdout;

  before(async () => {
    portfolio.describe(apps.filter(({ name }) => name !== "gone"));
    await runs(portfolio);
    await answered("todo.localhost", "/health");
    const answer = await request({
      ...todos,
      headers: { "content-type": "application/json" },
      body: '{"title":"kept"}',
    });
    expect(answer.status).to.equal(201);
    await backUp();
    await local(portfolio, "--down", "--delete-data", "--yes");
  });
  after(async () => {
    if (existsSync(join(out, ".env"))) await compose("down", "--volumes");
  });

  /** As the box's program writes one; test:backup shows that program. */
  async function backUp(): Promise<void> {
    const databases = join(backups, identifier, "databases");
    const volumes = join(backups, identifier, "volumes/files");
    for (const folder of [databases, volumes]) mkdirSync(folder, { recursive: true });
    const shell = (script: string) => output("bash", ["-c", `set -Eeuo pipefail; ${script}`]);
    const exec = `docker exec ${portfolio.project}-postgres-1`;
    for (const name of ["app_todo", "app_watcher"])
      await shell(
        `${exec} pg_dump --username postgres --format custom --compress zstd ${name} >${databases}/${name}.dump`,
      );
    const volume = await output("docker", ["volume", "ls", "--quiet", "--filter", "name=apps.files.files"]);
    const mount = await output("docker", ["volume", "inspect", "--format", "{{.Mountpoint}}", volume]);
    writeFileSync(join(mount, "kept.txt"), "kept\n");
    await shell(`tar --create --gzip --numeric-owner --directory ${mount} --file ${volumes}/files.tar.gz .`);
    const form = { provider: "b", locale: "C.UTF-8", encoding: "UTF8" };
    const manifest = {
      format: 1,
      id: identifier,
      time: "2026-11-20T03:00:00Z",
      bytes: 1,
      failed: [],
      databases: ["todo", "watcher"].map((app) => ({
        name: `app_${app}`,
        app,
        role: `app_${app}`,
        form,
        extensions: [],
        dump: stored(backups, `${identifier}/databases/app_${app}.dump`),
      })),
      volumes: [
        {
          app: "files",
          path: "/data/ladder/apps/files/files",
          archive: stored(backups, `${identifier}/volumes/files/files.tar.gz`),
        },
      ],
    };
    writeFileSync(join(backups, identifier, "manifest.json"), JSON.stringify(manifest));
  }

  it("is written without a value of a secret, in a folder for its owner only", async () => {
    const { status, stderr } = await ladderExport("--backups", backups);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(statSync(out).mode & 0o777).to.equal(0o700);
    expect(existsSync(join(out, ".env"))).to.equal(false);
    expect(existsSync(`${out}.unfinished`)).to.equal(false);
  });

  it("asks plain Docker Compose for every value that .env.example names, and for no other", async () => {
    const names = [...readFileSync(join(out, ".env.example"), "utf8").matchAll(/^(\w+)=$/gm)].map(
      ([, name]) => name ?? "",
    );
    const lines = names.map((name) =>
      name === "TODO__API_TOKEN"
        ? `${name}="${token.replace(/[\\"$]/g, "\\$&")}"`
        : `${name}=Passw0rdOf${name.replaceAll("_", "")}`,
    );
    for (const left of names) {
      writeFileSync(join(out, ".env"), lines.filter((line) => !line.startsWith(`${left}=`)).join("\n"));
      expect((await compose("config", "--quiet")).stderr, left).to.include(left);
    }
    writeFileSync(join(out, ".env"), `${lines.join("\n")}\n`, { mode: 0o600 });
    expect(await compose("config", "--quiet")).to.include({ status: 0, stderr: "" });
  });

  it("runs on a machine that has Docker and no Ladder, with rows, files and secrets", async () => {
    await output("bash", [
      "-c",
      `cd ${out} && DOCKER_BUILDKIT=0 docker build --quiet --network none --tag leaving-todo build/todo`,
    ]);
    await up();
    await answered("todo.localhost", "/health");
    expect(await rows("select title from todos", "app_todo")).to.equal("kept\n");
    expect((await answered("files.localhost", "/kept.txt")).body).to.equal("kept\n");
    expect((await answered("whoami.localhost")).body).to.equal("version 1\n");
    expect((await answered("site.localhost")).body).to.equal(portfolio.read("site/index.html"));
    const given = await compose("exec", "-T", "todo", "node", "-p", "process.env.API_TOKEN");
    expect(given.stdout).to.equal(`${token}\n`);
  });

  it("keeps what was written since when it is started again", async () => {
    const answer = await request({
      ...todos,
      headers: { "content-type": "application/json" },
      body: '{"title":"new"}',
    });
    expect(answer.status).to.equal(201);
    await compose("down");
    await up();
    expect(await rows("select title from todos order by title", "app_todo")).to.equal("kept\nnew\n");
    const logs = await compose("logs", "--no-log-prefix", "export.restore");
    expect(logs.stdout)
      .to.include("app_todo: is there, nothing to do")
      .and.include("files/files: is there, nothing to do");
  });

  it("keeps apps out of each other's database and keys", async () => {
    const denied =
      "const c = new (require('pg').Client)(process.env.DATABASE_URL.replace(/app_todo$/, 'app_watcher')); c.connect().then(() => console.log('in'), (e) => console.log(e.code))";
    expect((await compose("exec", "-T", "todo", "node", "-e", denied)).stdout).to.equal("42501\n");
    const asked = 'redis-cli --user app_todo --pass "$TODO__CACHE_PASSWORD" --no-auth-warning get watcher:x';
    expect((await compose("exec", "-T", "redis", "sh", "-c", asked)).stdout).to.match(/^NOPERM/);
  });

  it("restores what a kill in the middle left undone", async () => {
    await compose("down", "--volumes");
    await compose("up", "--detach", "--no-build", "--pull", "never", "--wait", "postgres");
    // As a run that was killed before its last rename leaves it.
    await rows("create database app_todo_coming", "postgres");
    await up();
    await answered("todo.localhost", "/health");
    const names = await rows(
      "select datname from pg_database where datname like 'app%' order by 1",
      "postgres",
    );
    expect(names).to.equal("app_todo\napp_watcher\n");
    expect(await rows("select title from todos", "app_todo")).to.equal("kept\n");
  });

  it("is refused where something is, and where a dump is not the one that was written", async () => {
    const again = await ladderExport("--backups", backups);
    expect({ status: again.status, stderr: again.stderr }).to.deep.equal({
      status: 1,
      stderr: "--out: out is not empty; nothing was written. Name a new folder.\n",
    });
    const dump = join(backups, identifier, "databases/app_todo.dump");
    writeFileSync(dump, readFileSync(dump).subarray(0, 1000));
    await compose("down", "--volumes");
    rmSync(out, { recursive: true });
    const damaged = await ladderExport("--backups", backups);
    expect(damaged.status).to.equal(1);
    expect(damaged.stderr).to.match(
      /app_todo\.dump is damaged: its 1000 bytes are not the \d+ that were written/,
    );
    expect([existsSync(out), existsSync(`${out}.unfinished`)]).to.deep.equal([false, false]);
  });
});
