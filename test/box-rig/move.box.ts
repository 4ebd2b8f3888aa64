import { expect } from "chai";
import { until } from "../../rig/command";
import { awsEnvironment } from "../../rig/differences";
import { MovingBox, type Home } from "./moving-box";
import { Writer } from "./writer";

const { program, ballast } = MovingBox;

describe("A box whose databases move", () => {
  let moving: MovingBox;

  before(async () => (moving = await MovingBox.start("move")));
  after(() => moving.remove());

  /** Under load of an app that writes and of one without a database. */
  async function moveUnderLoad(to: Home) {
    const { box, authority } = moving;
    moving.beginWriting(`to ${to} ${moving.acknowledged.length}`);
    const asking = {
      host: "whoami.rig.test",
      authority,
      path: "/bench",
      accepted: 200,
      body: () => undefined,
    };
    const other = new Writer(box, "no database", asking);
    await moving.writesAgain();
    const { status, stderr } = await moving.move("to", to);
    expect(status, stderr).to.equal(0);
    await moving.writesAgain();
    await other.stop();
    expect(other.refused, "requests of an app without a database that failed").to.deep.equal([]);
    await moving.expectAllOnce(to);
    const { writer } = moving;
    console.log(
      `      to ${to}: ${writer.acknowledged.length} acknowledged writes, ${writer.refused.length} requests refused, the longest took ${writer.longestMs} ms; others ${other.acknowledged.length}, none refused`,
    );
    expect(
      Math.max(0, ...writer.refused.map(({ ms }) => ms)),
      "refused before Caddy's patience ended",
    ).to.satisfy((ms: number) => ms === 0 || ms >= 30_000);
  }

  it("goes on serving over HTTPS, from RDS then; every write is there once, and no request fails that could wait", async () => {
    await moveUnderLoad("rds");
    await moving.expectHome("rds");
    expect(await moving.sql("rds", "select count(*) from ballast")).to.equal(String(ballast));
  });

  it("refuses to open the databases that stayed behind, and says that there is nothing to move", async () => {
    const request = Buffer.from(JSON.stringify({ command: "psql", app: "todo", args: [] })).toString(
      "base64",
    );
    const asked = await moving.box.try(`/opt/ladder/current/programs/box-command direct ${request}`);
    expect([asked.status, asked.stderr]).to.deep.equal([
      125,
      "box: the databases of this stack are not on the box\n",
    ]);
    expect((await moving.move("to", "rds")).stderr).to.contain("move: the data is on rds already\n");
  });

  it("stays where its data is when it starts anew", async () => {
    await moving.box.reboot();
    await moving.box.serves(moving.bundle);
    await moving.expectHome("rds");
  });

  it("is where it was, and serves by itself, when a power cut ends the copy home", async () => {
    moving.beginWriting("before the cut");
    await moving.writesAgain();
    await moving.box.exec(`${awsEnvironment}; setsid ${program} to box >/run/move.log 2>&1 &`);
    await until("the largest table is on its way", 200, async () =>
      (await moving.box.try("cat /run/move.log")).stdout.includes("copying public.ballast"),
    );
    await moving.box.cutPower();
    await moving.box.start();
    await moving.writesAgain(300);
    await moving.box.serves(moving.bundle);
    await moving.expectAllOnce("rds");
    await moving.expectHome("rds");
    expect(await moving.lastMove()).to.deep.include({ phase: "undone", error: "aborted" });
  });

  it("comes home with all of it", async () => {
    await moveUnderLoad("box");
    await moving.expectHome("box");
    expect(await moving.sql("box", "select count(*) from ballast")).to.equal(String(ballast));
    expect((await moving.box.result())?.ok).to.equal(true);
  });
});
