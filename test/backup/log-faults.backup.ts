import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { output, until } from "../../rig/command";
import { random } from "../../rig/random";
import { SmallDisk } from "../move/small-disk";
import { Logged } from "./logged";

const kills = Math.ceil(Number(process.env["LADDER_BACKUP_KILLS"] ?? 20) / 4);
const seed = Number(process.env["LADDER_BACKUP_SEED"] ?? Date.now() % 2 ** 31);

describe("A log for point-in-time recovery that meets a fault", () => {
  let folder: string;
  let disk: SmallDisk;
  let stack: Logged;

  before(async () => {
    console.log(`      LADDER_BACKUP_KILLS=${4 * kills} LADDER_BACKUP_SEED=${seed}`);
    folder = mkdtempSync(join(tmpdir(), "ladder-log-"));
    disk = await SmallDisk.create(folder, "box", 700);
    stack = new Logged({ disks: { box: disk.path, rds: folder } });
    await output("chmod", ["1777", folder]);
    await stack.start();
    await stack.made();
  });
  after(async () => {
    await stack.stop();
    await disk.remove();
    rmSync(folder, { recursive: true });
  });

  /** All that was written is brought back, up to now. */
  async function expectEverything(): Promise<void> {
    const numbers = await stack.numbers();
    const now = await stack.second();
    await stack.minutes();
    const { status, stderr } = await stack.restoredTo(now);
    expect(status, stderr).to.equal(0);
    expect(await stack.numbers()).to.equal(numbers);
  }

  it("loses nothing of what was acknowledged when its upload is killed at any moment", async function () {
    this.timeout(0);
    await stack.minutes();
    const lines = new Set((await stack.windows()).map(({ line }) => line));
    for (let number = 0; number < kills; number += 1) {
      await stack.write(5);
      await stack.putAside();
      const run = stack.begin("upload-wal");
      const moment = Math.round(random(seed, number) * 2500);
      await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, moment))]);
      run.signal("SIGKILL");
      await run.ended;
    }
    const waited = stack.waiting();
    await expectEverything();
    expect(new Set((await stack.windows()).map(({ line }) => line))).to.deep.equal(lines);
    // What PostgreSQL has put aside since then, by its own clock, waits for the next minute.
    expect(stack.waiting().filter((name) => waited.includes(name))).to.deep.equal([]);
  });

  it("waits on the box while the bucket cannot be reached, and says so", async () => {
    const lift = stack.changeBucket("no-such-bucket");
    await stack.write(5);
    // Beside others, when the minute of PostgreSQL's own clock ends meanwhile.
    const written = await stack.putAside();
    const { status, stderr } = await stack.begin("upload-wal").ended;
    lift();
    expect([status, stderr.includes("cannot be written: An error occurred (NoSuchBucket)")]).to.deep.equal([
      1,
      true,
    ]);
    expect(stack.waiting()).to.include(written);
    await expectEverything();
    expect(stack.waiting()).to.not.include(written);
  });

  it("never gets a segment in the place of another server's that waits under its name: that one goes first", async () => {
    const others = gzipSync("of the server before");
    const name = await stack.occupyNext(others);
    await stack.write(5);
    await stack.pair.sql("box", "postgres", "select pg_switch_wal()");
    const refused = "select coalesce(last_failed_wal, '') from pg_stat_archiver";
    await until(
      "PostgreSQL is refused",
      60,
      async () => `${await stack.pair.sql("box", "postgres", refused)}.gz` === name,
    );
    expect(readFileSync(stack.fileOf(name))).to.deep.equal(others);
    expect(await stack.upload()).to.include(`${name.replace(".gz", "")} is no segment of this server`);
    await until("PostgreSQL asks again", 120, () => Promise.resolve(stack.waiting().includes(name)));
    await expectEverything();
  });

  it("is never written to by a volume that was made of a snapshot: that one begins a line of its own", async () => {
    const [{ line = "" } = {}] = await stack.windows();
    const back = await stack.snapshot(disk.path);
    await stack.write(5);
    await stack.minutes();
    const last = (await stack.points()).filter((key) => key.includes("/wal/"));
    const contents = await Promise.all(last.map((key) => stack.point(key)));
    await back();
    await stack.write(3);
    await stack.putAside();
    expect(await stack.upload()).to.match(
      /the bucket has another [0-9A-F]{24}: this volume was made of a snapshot/,
    );
    expect(await Promise.all(last.map((key) => stack.point(key)))).to.deep.equal(contents);
    await stack.made();
    await expectEverything();
    expect((await stack.windows()).map((window) => window.line)[0]).to.equal(line);
    expect((await stack.windows()).length).to.equal(2);
  });

  it("is let go where the disk is nearly full, writes go on, and a new line begins when there is room", async () => {
    const lines = (await stack.windows()).length;
    await disk.fill(25);
    const before = stack.waiting();
    await stack.write(5);
    await stack.putAside();
    await stack.write(5);
    expect(stack.waiting()).to.deep.equal(before);
    await disk.empty();
    await stack.putAside();
    expect(await stack.upload()).to.match(/between [0-9A-F]{24} and [0-9A-F]{24} something is missing/);
    await stack.made();
    await expectEverything();
    expect((await stack.windows()).length).to.equal(lines + 1);
  });

  it("ends when the databases move to RDS, whose own recovery is named, and begins anew when they are home", async () => {
    const home = join(stack.pair.folder, "state/data-home");
    const windows = await stack.windows();
    writeFileSync(home, "rds\n");
    expect(await stack.upload()).to.include(
      "the databases are on RDS now, which keeps its own log; the line ",
    );
    const { stderr } = await stack.restoredTo("2090-01-01T00:00:00Z");
    expect(stderr.trim().split("\n").at(-1)).to.match(
      /^restore: at 2090-01-01T00:00:00Z the databases were not on this box; RDS brings back any second itself, into a new instance: aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier \S+ --target-db-instance-identifier \S+-restored --restore-time 2090-01-01T00:00:00Z$/,
    );
    writeFileSync(home, "box\n");
    expect(await stack.upload()).to.include("a new line begins");
    await stack.made();
    await stack.minutes();
    expect((await stack.windows()).length).to.equal(windows.length + 1);
  });

  it("gets what its server put aside last when another one takes its place, whose segments are the next line's", async () => {
    const line = (await stack.windows()).at(-1)?.line ?? "";
    await stack.putAside();
    const last = await stack.replaceServer(disk.path);
    await stack.putAside();
    const waiting = stack.waiting();
    const next = /a new line begins: (\S+);/.exec(await stack.upload())?.[1] ?? "";
    const wanted = waiting.map((file) => `${last.includes(file) ? line : next}/wal/${file}`);
    expect(await stack.points()).to.include.members(wanted);
    expect(waiting).to.include.members(last);
    expect([last.length > 0, waiting.length > last.length, stack.waiting()]).to.deep.equal([true, true, []]);
  });
});
