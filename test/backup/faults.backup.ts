import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { output, type Outcome } from "../../rig/command";
import { pairApp } from "../move/pair";
import { smallRows } from "../move/seed";
import { SmallDisk } from "../move/small-disk";
import { BackedUp } from "./backed-up";

const apps = ["rows", "other"].map(pairApp);
const [many, other] = apps as [(typeof apps)[0], (typeof apps)[0]];
const day = 24 * 3600 * 1000;

describe("A backup that meets a fault", () => {
  let folder: string;
  let disk: SmallDisk;
  let stack: BackedUp;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "ladder-backup-"));
    disk = await SmallDisk.create(folder, "box", 500);
    stack = new BackedUp(apps, { disks: { box: disk.path, rds: folder } });
    await output("chmod", ["1777", folder]);
    await stack.start();
    await stack.pair.seed("box", many, smallRows(20_000));
    await stack.pair.seed(
      "box",
      other,
      "create table one (n int); insert into one values (1), (2), (3), (4);",
    );
  });
  after(async () => {
    await stack.stop();
    await disk.remove();
    rmSync(folder, { recursive: true });
  });

  const last = ({ stderr }: Outcome) => stderr.trim().split("\n").at(-1) ?? "";
  const manifestOf = async (id: string) =>
    JSON.parse((await stack.object(`${id}/manifest.json`)).toString()) as object;

  it("is found damaged when its dump is cut off, which `pg_restore --list` would not see (21)", async () => {
    const id = await stack.made();
    const key = `${id}/databases/app_rows.dump`;
    const dump = await stack.object(key);
    await stack.put(key, dump.subarray(0, dump.length / 2));
    const drill = await stack.restore("drill");
    expect([drill.status, last(drill)]).to.deep.equal([
      1,
      `restore: ${key} is damaged: its ${Math.floor(dump.length / 2)} bytes are not the ${dump.length} that were written`,
    ]);
    expect([stack.state.lastDrill?.ok, await stack.remains()]).to.deep.equal([false, ""]);
    await stack.put(key, Buffer.from(dump).fill(0, 5000, 5001));
    expect((await stack.restore("to", "--database", "app_rows", "--replace")).status).to.equal(1);
    expect(await stack.pair.sql("box", "app_rows", "select count(*) from level0")).to.equal("20000");
    await stack.put(key, dump);
  });

  it("does not exist without its manifest", async () => {
    const [id = ""] = await stack.identifiers();
    const manifest = await stack.object(`${id}/manifest.json`);
    await stack.remove(`${id}/manifest.json`);
    const drill = await stack.restore("drill");
    expect([drill.status, last(drill)]).to.deep.equal([
      1,
      "restore: there is no verified backup: npm run box -- backup",
    ]);
    await stack.put(`${id}/manifest.json`, manifest);
    expect((await stack.restore("drill")).status).to.equal(0);
  });

  it("of a database that is not there still backs up the others, counts as failed, and says which (22)", async () => {
    const before = stack.state.lastVerified;
    await stack.pair.sql("box", "postgres", "alter database app_other rename to away");
    const outcome = await stack.backup();
    await stack.pair.sql("box", "postgres", "alter database away rename to app_other");
    expect([outcome.status, last(outcome)]).to.deep.equal([
      1,
      "backup: app_other: the box has no database app_other: run pulumi up, which makes it",
    ]);
    expect([stack.state.lastRun?.ok, stack.state.lastVerified]).to.deep.equal([false, before]);
    const [, id = ""] = await stack.identifiers();
    expect(await manifestOf(id)).to.have.nested.property("databases[0].name", "app_rows");
    await stack.remove(`${id}/manifest.json`);
  });

  it("of a database that lost most of its rows says so (22)", async () => {
    await stack.pair.sql("box", "app_other", "delete from one where n > 1");
    const id = await stack.made();
    expect(stack.state.lastVerified?.shrunk).to.deep.equal(["app_other"]);
    await stack.remove(`${id}/manifest.json`);
    await stack.pair.sql("box", "app_other", "insert into one values (2), (3), (4)");
  });

  it("that may not be uploaded fails and keeps saying when the last good one was (23)", async () => {
    const before = stack.state.lastVerified;
    const lift = stack.changeBucket("no-such-bucket");
    const outcome = await stack.backup();
    lift();
    expect([outcome.status, last(outcome)]).to.deep.equal([
      1,
      "backup: the bucket no-such-bucket cannot be read: An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist",
    ]);
    expect([stack.state.lastRun?.ok, stack.state.lastVerified]).to.deep.equal([false, before]);
  });

  it("needs no room on the data volume (15)", async () => {
    await disk.fill(25);
    const outcome = await stack.backup();
    expect(outcome.status, outcome.stderr).to.equal(0);
  });

  it("is not drilled where the disk has no room, and PostgreSQL stays up (25)", async () => {
    const server = ["inspect", "--format", "{{.State.StartedAt}}", stack.pair.container("box")];
    const started = await stack.pair.docker(...server);
    await disk.empty();
    await disk.fill(0);
    const drill = await stack.restore("drill");
    await disk.empty();
    expect(drill.status, last(drill)).to.equal(1);
    expect(last(drill)).to.match(/No space left on device|wrote only/);
    expect(await stack.pair.docker(...server)).to.equal(started);
    expect(await stack.remains()).to.equal("");
  });

  it("that cannot write its state down fails", async () => {
    const state = join(stack.pair.folder, "state");
    await output("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", state]);
    for (let number = 0; readdirSync(state).length === number; number += 1)
      try {
        writeFileSync(join(state, `filler-${number}`), Buffer.alloc(4096));
      } catch {
        break;
      }
    const outcome = await stack.backup();
    await output("umount", [state]);
    expect([outcome.status, outcome.stderr.includes("No space left on device")]).to.deep.equal([1, true]);
  });

  it("leaves older ones alone until enough newer ones are whole, read back and not suddenly small (24)", async () => {
    const kept = new Set(await stack.identifiers());
    stack.pair.changeDocument((document) => ({ ...document, backups: { keep: 2 } }));
    const old = `20200101T000000Z-000000`;
    const [newest = ""] = [...kept].toSorted().reverse();
    const template = { ...(await manifestOf(newest)), time: new Date(Date.now() - 900 * day).toISOString() };
    await stack.put(`${old}/databases/app_rows.dump`, "old");
    await stack.put(`${old}/manifest.json`, JSON.stringify({ ...template, id: old }));
    for (const bad of [{ failed: [{ name: "app_rows", error: "?" }] }, { shrunk: ["app_rows"] }])
      for (const id of kept)
        await stack.put(`${id}/manifest.json`, JSON.stringify({ ...template, id, ...bad }));
    await stack.made();
    expect(await stack.identifiers()).to.include(old);
    await stack.made();
    expect(await stack.identifiers()).to.not.include(old);
    expect((await stack.keys()).filter((key) => key.startsWith(old))).to.deep.equal([]);
    expect((await stack.restore("drill")).status).to.equal(0);
  });
});
