import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { outcomeOf, type Outcome } from "../../rig/command";
import { pairApp } from "../move/pair";
import { smallRows } from "../move/seed";
import { BackedUp } from "./backed-up";
import { OffsiteStore } from "./offsite-store";

const apps = ["todo", "other"].map(pairApp);
const [todo, other] = apps as [(typeof apps)[0], (typeof apps)[0]];
const fingerprint = readFileSync("box/programs/fingerprint.sql", "utf8");
const last = ({ stderr }: Outcome) => stderr.trim().split("\n").at(-1) ?? "";

describe("An off-site copy of backups", () => {
  const stack = new BackedUp(apps);
  const offsite = new OffsiteStore();
  let volume = "";
  let id = "";
  let original: Readonly<Record<string, string>> = {};

  const contents = (of: BackedUp, name: string) => of.pair.sql("box", name, fingerprint);
  const withVolume = (of: BackedUp) => {
    of.pair.changeDocument((document) => ({
      ...document,
      apps: document.apps.map((one) => ({
        ...one,
        volumes: "name" in one && one.name === "todo" ? [volume] : [],
      })),
    }));
  };

  before(async () => {
    await Promise.all([stack.start(), offsite.start()]);
    volume = join(stack.pair.folder, "apps/todo/notes");
    withVolume(stack);
    mkdirSync(volume, { recursive: true });
    writeFileSync(join(volume, "one.txt"), "one");
    // More than one part of an upload.
    await stack.pair.seed("box", todo, smallRows(20_000));
    await stack.pair.sql(
      "box",
      "app_todo",
      "create table noise as select gen_random_uuid() as n from generate_series(1, 600000)",
    );
    await stack.pair.seed("box", other, "create table one (n int); insert into one values (1), (2)");
    original = { todo: await contents(stack, "app_todo"), other: await contents(stack, "app_other") };
  });
  after(async () => {
    offsite.stop();
    await stack.stop();
  });

  it("is not made where none is wanted", async () => {
    expect(await stack.copy()).to.deep.include({ status: 0, stderr: "" });
    expect((await stack.restore("list", "--from", "offsite")).stderr).to.equal(
      "restore: this stack has no off-site store: backups.offsite names one\n",
    );
    offsite.give(stack);
    expect(last(await stack.copy())).to.equal(
      "off-site copy: there is no verified backup: npm run box -- backup",
    );
  });

  it("does not count while it reads back as something else, and the backup stands", async () => {
    id = await stack.made();
    const before = stack.state.lastVerified;
    offsite.alter = ({ method, url }, body) =>
      method === "GET" && url?.endsWith("app_todo.dump") ? Buffer.from(body).fill(0, 5000, 5001) : body;
    const failed = await stack.copy();
    const size = (await stack.object(`${id}/databases/app_todo.dump`)).length;
    const sentence = `${id}/databases/app_todo.dump is damaged: its ${size} bytes are not the ${size} that were written`;
    expect([failed.status, last(failed)]).to.deep.equal([1, `off-site copy: ${sentence}`]);
    const { lastVerified, lastCopied, lastCopy } = stack.state;
    expect([lastVerified, lastCopied, lastCopy?.ok, lastCopy?.error]).to.deep.equal([
      before,
      undefined,
      false,
      sentence,
    ]);
    expect(await offsite.keys()).to.not.include(`${id}/manifest.json`);
    offsite.alter = (_, body) => body;
  });

  it("has the same objects, byte by byte, and nothing of another stack is touched", async () => {
    await offsite.put("20200101T000000Z-000000/manifest.json", "{}", "another");
    const done = await stack.copy();
    expect(done.status, done.stderr).to.equal(0);
    expect(await offsite.keys()).to.have.members([...(await stack.keys())]);
    for (const key of (await stack.keys()).filter((one) => !one.endsWith("manifest.json")))
      expect((await offsite.object(key)).equals(await stack.object(key)), key).to.equal(true);
    expect((await stack.object(`${id}/databases/app_todo.dump`)).length).to.be.above(8 * 2 ** 20);
    expect([stack.state.lastCopied?.id, stack.state.lastCopy?.ok]).to.deep.equal([id, true]);
    expect(await offsite.keys("another")).to.have.length(1);
  });

  it("is made once", async () => {
    expect(last(await stack.copy())).to.equal(`off-site copy: ${id} is there already`);
  });

  it("that cannot be made says why, soon, and the backup before it is whole", async () => {
    const newer = await stack.made();
    offsite.stop();
    const failed = await stack.copy();
    expect(failed.status).to.equal(1);
    expect(last(failed)).to.match(/Could not connect to the endpoint URL/);
    expect([stack.state.lastVerified?.id, stack.state.lastCopied?.id]).to.deep.equal([newer, id]);
    expect((await stack.restore("drill")).status).to.equal(0);
    // What it held before is gone with the stand-in: the newest one is enough.
    await offsite.start();
    expect((await stack.copy()).status).to.equal(0);
    expect(stack.state.lastCopied?.id).to.equal(newer);
    id = newer;
  });

  it("leaves older ones alone until enough newer ones are whole there (24)", async () => {
    const old = "20200101T000000Z-000000";
    const manifest = JSON.parse((await offsite.object(`${id}/manifest.json`)).toString()) as object;
    await offsite.put(`${old}/manifest.json`, JSON.stringify({ ...manifest, id: old }));
    await offsite.put(`${old}/databases/app_todo.dump`, "old");
    for (const keep of [0, 2]) {
      offsite.give(stack, keep);
      expect((await stack.copy()).status).to.equal(0);
      expect(await offsite.keys()).to.include(`${old}/manifest.json`);
    }
    offsite.give(stack, 1);
    expect((await stack.copy()).status).to.equal(0);
    expect((await offsite.keys()).filter((key) => key.startsWith(old))).to.deep.equal([]);
    expect(await offsite.keys()).to.include(`${id}/manifest.json`);
  });

  it("of another project's stack of the same name are neither counted nor removed, and told", async () => {
    const manifest = JSON.parse((await offsite.object(`${id}/manifest.json`)).toString()) as object;
    const strange = { ...manifest, id: "20990101T000000Z-000000", bucket: "another-bucket" };
    const copies = [strange, { ...strange, id: "20990102T000000Z-000000" }];
    for (const one of copies) await offsite.put(`${one.id}/manifest.json`, JSON.stringify(one));
    expect((await stack.copy()).status, "as old as its own: of one that is gone").to.equal(0);
    const time = "2099-01-01T00:00:00Z";
    for (const one of copies) await offsite.put(`${one.id}/manifest.json`, JSON.stringify({ ...one, time }));
    const told = await stack.copy();
    expect([told.status, last(told)]).to.deep.equal([
      1,
      "off-site copy: another stack named 'pair', with the bucket another-bucket, copies into the same folder: " +
        "the newest copy there may be of either, give each an off-site bucket of its own",
    ]);
    const keys = await offsite.keys();
    for (const one of [{ id }, ...copies]) expect(keys).to.include(`${one.id}/manifest.json`);
    for (const one of copies) await offsite.remove(`${one.id}/manifest.json`);
  });

  it("exports the stack without AWS", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ladder-offsite-"));
    for (const key of await offsite.keys()) {
      mkdirSync(dirname(join(folder, "backups", key)), { recursive: true });
      writeFileSync(join(folder, "backups", key), await offsite.object(key));
    }
    const out = join(folder, "out");
    const { status, stderr } = await outcomeOf(process.execPath, [
      ...["--require", "./scripts/loader.cjs", "cli/export.ts", "--out", out],
      ...["--backups", join(folder, "backups")],
    ]);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    const dump = await stack.object(`${id}/databases/app_todo.dump`);
    expect(readFileSync(join(out, "databases/app_todo.dump")).equals(dump)).to.equal(true);
    rmSync(folder, { recursive: true });
  });

  it("brings everything back on a new box when the account with its bucket is gone", async () => {
    const fresh = new BackedUp(apps);
    // Only its servers: it knows no bucket.
    await fresh.pair.start();
    try {
      offsite.give(fresh);
      withVolume(fresh);
      rmSync(volume, { recursive: true });
      const listed = await fresh.restore("list", "--from", "offsite");
      const { backups } = JSON.parse(listed.stdout) as { backups: readonly { id: string }[] };
      expect(backups.map((one) => one.id)).to.deep.equal([id]);
      const drill = await fresh.restore("drill", "--from", "offsite");
      expect(drill.status, drill.stderr).to.equal(0);
      const done = await fresh.restore("to", "--all", "--from", "offsite");
      expect(done.status, done.stderr).to.equal(0);
      expect(await contents(fresh, "app_todo")).to.equal(original["todo"]);
      expect(await contents(fresh, "app_other")).to.equal(original["other"]);
      expect(readFileSync(join(volume, "one.txt"), "utf8")).to.equal("one");
    } finally {
      await fresh.stop();
    }
  });
});
