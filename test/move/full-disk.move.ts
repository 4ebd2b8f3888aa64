import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { output } from "../../rig/command";
import { AcknowledgedWrites } from "./acknowledged";
import { Pair, pairApp, type Home } from "./pair";
import { smallRows, written } from "./seed";
import { SmallDisk } from "./small-disk";
import { lastSentence, stateOf } from "./server-state";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
const sizeMb = 500;

describe("A move with a full disk", () => {
  let folder: string;
  let disks: Readonly<Record<Home, SmallDisk>>;
  let pair: Pair;
  let writes: AcknowledgedWrites | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "ladder-move-disks-"));
    disks = {
      box: await SmallDisk.create(folder, "box", sizeMb),
      rds: await SmallDisk.create(folder, "rds", sizeMb),
    };
    pair = new Pair(apps, { disks: { box: disks.box.path, rds: disks.rds.path } });
    state = join(pair.folder, "state");
    await pair.start();
    await pair.seed("box", many, smallRows(200_000));
    await pair.seed("box", busy, written);
  });
  afterEach(() => writes?.stop());
  after(async () => {
    await outOfTheWay();
    await pair.stop();
    await disks.box.remove();
    await disks.rds.remove();
    rmSync(folder, { recursive: true });
  });

  let state = "";
  let mounted = false;
  const outOfTheWay = async () => {
    if (mounted) await output("umount", [state]);
    mounted = false;
  };
  /** With the disk filled while the largest table is on its way. */
  async function move(to: Home, full: Home, leftMb: number) {
    const app = (writes = new AcknowledgedWrites(pair, busy, () => pair.home));
    await app.wrote(5);
    const running = pair.begin("to", to);
    await running.said("copying public.level0");
    await disks[full].fill(leftMb);
    const outcome = await running.ended;
    await disks[full].empty();
    await pair.ready(full);
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(await app.wrong(pair.home)).to.deep.equal([]);
    return outcome;
  }

  it("on RDS is undone, and the source serves as before", async () => {
    const { status, stderr } = await move("rds", "rds", 0);
    expect([status, pair.home], stderr).to.deep.equal([1, "box"]);
    expect(lastSentence(stderr), stderr).to.match(
      /No space left on device|server closed the connection|recovery mode/,
    );
    expect(await stateOf(pair, "box")).to.equal("app_busy app_rows; app_busy app_rows");
  });

  it("for its own record is undone all the same, and the source serves as before", async () => {
    await output("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", state]);
    mounted = true;
    const app = (writes = new AcknowledgedWrites(pair, busy, () => "box"));
    await app.wrote(5);
    const running = pair.begin("to", "rds");
    await running.said("copying public.level0");
    fillRecordsDisk();
    const { status, stderr } = await running.ended;
    expect([status, lastSentence(stderr)], stderr).to.deep.equal([1, `[Errno 28] No space left on device`]);
    await app.wrote(app.rows.length + 5);
    await outOfTheWay();
    expect(await stateOf(pair, "box")).to.equal("app_busy app_rows; app_busy app_rows");
  });

  const fillRecordsDisk = () => {
    try {
      for (let size = 60_000; size > 0; size -= 1)
        writeFileSync(join(state, `filler-${size}`), Buffer.alloc(4096));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).to.equal("ENOSPC");
    }
  };

  it("on the box takes nothing from a move up, which needs no room there", async () => {
    const { status, stderr } = await move("rds", "box", 40);
    expect([status, pair.home], stderr).to.deep.equal([0, "rds"]);
  });

  it("on the box undoes a move down; RDS serves as before and the box's PostgreSQL stays up", async () => {
    const started = await pair.docker("inspect", "--format", "{{.State.StartedAt}}", pair.container("box"));
    const { status, stderr } = await move("box", "box", 0);
    expect([status, pair.home], stderr).to.deep.equal([1, "rds"]);
    expect(lastSentence(stderr), stderr).to.match(
      /^app_\w+ could not be copied: .*(No space left on device|wrote only)/,
    );
    expect(await pair.docker("inspect", "--format", "{{.State.StartedAt}}", pair.container("box"))).to.equal(
      started,
    );
    expect(await pair.sql("box", "app_rows", "select count(*) from level0")).to.equal("200000");
  });
});
