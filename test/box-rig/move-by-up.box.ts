import { expect } from "chai";
import { MovingBox, type Home } from "./moving-box";
import type { Ended } from "./running";
import { UpOfDataHome } from "./up-of-data-home";

describe("A box whose databases are moved by `pulumi up`, over Run Command", () => {
  let moving: MovingBox;
  let up: UpOfDataHome;

  before(async () => {
    moving = await MovingBox.start("by-up");
    up = await UpOfDataHome.of(moving.box);
  });
  after(() => moving.remove());
  beforeEach(async () => {
    moving.beginWriting(`by up ${moving.acknowledged.length}`);
    await moving.writesAgain();
  });
  afterEach(() => moving.writer.stop());

  const record = "/data/ladder/state/move.json";
  /** Which move was the last; none before the first. */
  const lastRun = async () => runIn((await moving.box.try(`cat ${record}`)).stdout);
  /** The move that is being carried out, in the middle of its copy: the box itself looks, as a copy takes seconds. */
  const copyingRun = async () =>
    runIn(
      await moving.box.exec(
        `timeout 200 sh -c 'until grep -q "phase.: .copying" ${record}; do sleep 0.1; done'; cat ${record}`,
      ),
    );

  /** It ended well, the data is there, and every acknowledged write. */
  async function expectMoved({ exitCode, stdout, stderr }: Ended, where: Home) {
    expect(exitCode, stderr).to.equal(0);
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).to.include({ want: where, at: where });
    await moving.writesAgain();
    await moving.expectAllOnce(where);
    await moving.expectHome(where);
  }

  it("fails with the box's sentence, and says where the data is, while everything serves", async () => {
    await moving.rds.sql("postgres", "alter role app_todo password 'another'");
    const { exitCode, stderr } = await up.begin("rds").ended;
    await moving.rds.sql("postgres", `alter role app_todo password '${moving.password}'`);
    expect(exitCode).to.equal(1);
    expect(stderr.split("\n").slice(0, 2)).to.deep.equal([
      'The databases were not moved to RDS: todo could not log in on RDS: password authentication failed for user "app_todo"; run pulumi up, which sets its password',
      "They are on the box, and the apps use them there. The next `pulumi up` tries again; changing the settings back gives the move up.",
    ]);
    await moving.expectAllOnce("box");
    await moving.expectHome("box");
    expect(moving.writer.refused).to.deep.equal([]);
  });

  it("goes on when `pulumi up` is killed, and the next one waits for the same move", async () => {
    const killed = up.begin("rds");
    const run = await copyingRun();
    killed.child.kill("SIGKILL");
    expect((await killed.ended).stdout).to.match(/^Moving the databases to RDS[.] (starting|preflight)/);
    await expectMoved(await up.begin("rds").ended, "rds");
    expect(await lastRun()).to.equal(run);
  });

  it("ends well in the same `pulumi up` when the box loses its power in the middle of the copy", async () => {
    const { ended, child } = up.begin("box");
    await copyingRun();
    await moving.box.cutPower();
    expect(child.exitCode).to.equal(null);
    await moving.box.start();
    await expectMoved(await ended, "box");
  });

  it("says where the data is when it may stay, and moves nothing", async () => {
    const run = await lastRun();
    const { stdout } = await up.begin("stay").ended;
    expect(JSON.parse(stdout)).to.include({ want: "stay", at: "box" });
    expect(await lastRun()).to.equal(run);
  });
});

function runIn(record: string): string | undefined {
  return /"run": "(\w+)"/.exec(record)?.[1];
}
