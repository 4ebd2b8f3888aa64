import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { output, type Outcome } from "../../rig/command";
import { Logged } from "./logged";

const last = ({ stderr }: Outcome) => stderr.trim().split("\n").at(-1) ?? "";

describe("Point-in-time recovery of the box's databases", () => {
  let folder: string;
  let stack: Logged;
  let between = "";
  let idle = "";

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "ladder-log-"));
    const disk = join(folder, "box");
    mkdirSync(disk);
    await output("chmod", ["1777", folder, disk]);
    stack = new Logged({ disks: { box: disk, rds: folder } });
    await stack.start();
  });
  after(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true });
  });

  it("says that there is nothing to go back to before the first base backup", async () => {
    await stack.write(1);
    const outcome = await stack.restoredTo(await stack.second());
    expect([outcome.status, last(outcome)]).to.deep.equal([
      1,
      "restore: there is no whole base backup yet to go back from: npm run box -- backup makes one; --backup takes a nightly one",
    ]);
  });

  it("begins with a base backup that is read back and has the log it needs, and nothing waits", async () => {
    await stack.made();
    await stack.write(40);
    between = await stack.second();
    await stack.write(40);
    idle = await stack.second();
    await stack.minutes();
    const [window] = await stack.windows();
    expect(
      (window?.from ?? "~") <= between && idle <= (window?.until ?? ""),
      JSON.stringify(window),
    ).to.equal(true);
    expect(stack.waiting()).to.deep.equal([]);
  });

  it("knows that everything is in the bucket when nobody has written since", async () => {
    await stack.write(1);
    await stack.putAside();
    const quiet = await stack.second();
    await stack.upload();
    const [window] = await stack.windows();
    expect(quiet <= (window?.until ?? ""), `${quiet}: ${JSON.stringify(window)}`).to.equal(true);
  });

  it("brings back exactly what was written before a moment between two writes", async () => {
    await stack.write(40);
    const { status, stderr } = await stack.restoredTo(between);
    expect(status, stderr).to.equal(0);
    expect(await stack.numbers()).to.equal("41 to 41");
    expect(await stack.remains()).to.equal("");
  });

  it("brings back a moment after which the log knows of nothing", async () => {
    const { status, stderr } = await stack.restoredTo(idle);
    expect(status, stderr).to.equal(0);
    expect(await stack.numbers()).to.equal("81 to 81");
    expect((await stack.points()).filter((key) => key.startsWith("restored/"))).to.deep.equal([]);
  });

  it("refuses a moment that it cannot bring back, and says which it can", async () => {
    const [window] = await stack.windows();
    const outcome = await stack.restoredTo("2020-01-01T00:00:00Z");
    expect([outcome.status, last(outcome)]).to.deep.equal([
      1,
      `restore: 2020-01-01T00:00:00Z cannot be brought back: any second from ${window?.from} to ${window?.until} can; --backup takes a nightly one as it is`,
    ]);
  });

  it("is drilled with the newest backup, into a server of its own", async () => {
    const { status, stderr } = await stack.restore("drill");
    expect(status, stderr).to.equal(0);
    expect(stderr).to.match(
      /bringing the server to .*\n(.*\n)*restore: app_busy: checking indexes and tables/,
    );
    expect(await stack.remains()).to.equal("");
  });

  it("whose log was damaged in the bucket fails the drill, which says where", async () => {
    const segment = (await stack.points()).findLast((key) => key.includes("/wal/")) ?? "";
    const whole = await stack.point(segment);
    await stack.putPoint(segment, Buffer.from(whole).fill(0, 5000, 5001));
    const { status, stderr } = await stack.restore("drill");
    expect([status, stderr.trim().split("\n").at(-1)]).to.deep.equal([
      1,
      `restore: point-in-time recovery: ${segment} is damaged or gone`,
    ]);
    expect(stack.state.lastDrill?.ok).to.equal(false);
  });
});
