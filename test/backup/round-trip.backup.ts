import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { AcknowledgedWrites } from "../move/acknowledged";
import { pairApp } from "../move/pair";
import { everyKind, smallRows, written } from "../move/seed";
import { BackedUp } from "./backed-up";

const rows = Number(process.env["LADDER_BACKUP_ROWS"] ?? 20_000);
const apps = ["every", "rows", "busy"].map(pairApp);
const [every, many, busy] = apps as [(typeof apps)[0], (typeof apps)[0], (typeof apps)[0]];

describe("A backup of databases and volumes", () => {
  const stack = new BackedUp(apps);
  const { pair } = stack;
  const fingerprint = readFileSync("box/programs/fingerprint.sql", "utf8");
  const contents = (name: string) => pair.sql("box", name, fingerprint);
  const kept = (name: string) =>
    pair.sql("box", "postgres", `select count(*) from pg_database where datname ~ '^${name}_\\d{8}_\\d{6}$'`);
  let volume = "";
  let original: Readonly<Record<string, string>> = {};
  let whole = "";

  before(async () => {
    await stack.start();
    volume = join(pair.folder, "apps/every/notes");
    mkdirSync(join(volume, "deep"), { recursive: true });
    writeFileSync(join(volume, "deep/one.txt"), "one", { mode: 0o640 });
    symlinkSync("deep/one.txt", join(volume, "link"));
    pair.changeDocument((document) => ({
      ...document,
      apps: document.apps.map((app) => ({
        ...app,
        volumes: "name" in app && app.name === "every" ? [volume] : [],
      })),
    }));
    await pair.seed("box", every, everyKind());
    await pair.seed("box", many, smallRows(rows));
    await pair.seed("box", busy, written);
    await pair.sql(
      "box",
      "app_every",
      `create extension amcheck; create role reporting; grant select on kinds to reporting;
       alter database app_every set work_mem = '8MB'; comment on database app_every is 'it''s ours';
       alter role app_every set search_path = '$user', public;`,
    );
    original = { every: await contents("app_every"), rows: await contents("app_rows") };
  });
  after(() => stack.stop());

  it("is made under load, read back, and leaves nothing behind", async () => {
    const app = new AcknowledgedWrites(pair, busy, () => "box");
    await app.wrote(3);
    whole = await stack.made();
    await app.stop();
    const { lastVerified, lastRun } = stack.state;
    expect([lastVerified?.databases, lastVerified?.volumes, lastVerified?.shrunk, lastRun?.ok]).to.deep.equal(
      [3, 1, [], true],
    );
    expect(await stack.keys()).to.have.members([
      ...apps.flatMap(({ database: { name } }) => [
        `${whole}/databases/${name}.dump`,
        `${whole}/databases/${name}.description`,
      ]),
      `${whole}/volumes/every/notes.tar.gz`,
      `${whole}/manifest.json`,
    ]);
    expect(await stack.remains()).to.equal("");
  });

  it("passes a drill, which changes nothing that serves", async () => {
    const { status, stderr } = await stack.restore("drill");
    expect(status, stderr).to.equal(0);
    const { ok, id } = stack.state.lastDrill ?? {};
    expect([ok, id]).to.deep.equal([true, whole]);
    expect(await contents("app_every")).to.equal(original["every"]);
    expect(await stack.remains()).to.equal("");
  });

  it("is listed with what it has", async () => {
    const { stdout } = await stack.restore("list");
    const { backups } = JSON.parse(stdout) as {
      backups: { id: string; databases: { name: string; rows: number }[] }[];
    };
    expect(backups.map(({ id }) => id)).to.deep.equal([whole]);
    expect(backups[0]?.databases.map(({ name }) => name)).to.deep.equal([
      "app_every",
      "app_rows",
      "app_busy",
    ]);
  });

  it("is not restored into a database that holds something", async () => {
    const { status, stderr } = await stack.restore("to", "--database", "app_rows");
    expect([status, stderr.trim().split("\n").at(-1)]).to.deep.equal([
      1,
      "restore: app_rows holds 6 object(s): --replace keeps it under another name and puts the backup in its place",
    ]);
    expect(await contents("app_rows")).to.equal(original["rows"]);
  });

  it("brings a dropped table back, and keeps what was there", async () => {
    await pair.sql("box", "app_rows", "drop table level0 cascade");
    const { status, stderr } = await stack.restore("to", "--database", "app_rows", "--replace");
    expect(status, stderr).to.equal(0);
    expect(await contents("app_rows")).to.equal(original["rows"]);
    expect(await kept("app_rows")).to.equal("1");
  });

  it("brings a database back that was dropped, with its settings, rights and comment", async () => {
    await pair.sql("box", "postgres", "drop database app_every");
    renameSync(volume, `${volume}.away`);
    const all = await stack.restore("to", "--all");
    renameSync(`${volume}.away`, volume);
    expect([
      all.status,
      all.stderr
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/\d+ object/, "some object"),
    ]).to.deep.equal([
      1,
      "restore: app_rows holds some object(s): --replace keeps it under another name and puts the backup in its place",
    ]);
    const there = "select count(*) from pg_database where datname = 'app_every'";
    expect(await pair.sql("box", "postgres", there), "all or nothing is refused").to.equal("0");
    const { status, stderr } = await stack.restore("to", "--database", "app_every");
    expect(status, stderr).to.equal(0);
    expect(await contents("app_every")).to.equal(original["every"]);
    expect(
      await pair.sql(
        "box",
        "app_every",
        `select current_setting('work_mem'), shobj_description(oid, 'pg_database'), datdba::regrole,
           has_table_privilege('reporting', 'kinds', 'select') from pg_database where datname = current_database()`,
      ),
    ).to.equal("8MB|it's ours|app_every|t");
  });

  it("brings the files of an app back, with owners and links, and keeps what was there", async () => {
    writeFileSync(join(volume, "deep/one.txt"), "overwritten");
    const refused = await stack.restore("to", "--app", "every");
    expect([refused.status, refused.stderr]).to.deep.equal([
      1,
      `restore: ${volume} is not empty: --replace keeps what is there under another name\n`,
    ]);
    const { status, stderr } = await stack.restore("to", "--app", "every", "--replace");
    expect(status, stderr).to.equal(0);
    expect(readFileSync(join(volume, "link"), "utf8")).to.equal("one");
    expect(lstatSync(join(volume, "deep/one.txt")).mode & 0o777).to.equal(0o640);
    const before = readdirSync(dirname(volume)).filter((name) =>
      name.startsWith(`${basename(volume)}.before-`),
    );
    expect(before.length).to.equal(1);
  });

  it("made on the box is restored on RDS", async () => {
    const lift = pair.changeDocument((document) => ({
      ...document,
      dataHome: { ...document.dataHome, reachable: ["rds"] },
      apps: document.apps.filter((app) => "name" in app && app.name === "rows"),
    }));
    writeFileSync(join(pair.folder, "state/data-home"), "rds\n");
    const { status, stderr } = await stack.restore("to", "--database", "app_rows");
    expect(status, stderr).to.equal(0);
    expect(await pair.sql("rds", "app_rows", fingerprint)).to.equal(original["rows"]);
    const back = await stack.backup();
    expect(back.status, back.stderr).to.equal(0);
    writeFileSync(join(pair.folder, "state/data-home"), "box\n");
    lift();
  });
});
