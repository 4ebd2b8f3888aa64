import { expect } from "chai";
import { until } from "../../rig/command";
import { Pair, pairApp } from "./pair";
import { smallRows, written } from "./seed";
import { stateOf } from "./server-state";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
const rows = 20_000;
const open = "app_busy app_rows; app_busy app_rows";

interface Status {
  readonly dataHome: string;
  readonly phase: string;
  readonly to: string;
  readonly error: string | null;
  readonly remainingSeconds: number | null;
  readonly databases: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly copiedBytes: number;
    readonly tables: number;
    readonly copied: boolean;
  }[];
}

describe("A move that is interrupted", () => {
  const pair = new Pair(apps);

  before(async () => {
    await pair.start();
    await pair.seed("box", many, smallRows(rows));
    await pair.seed("box", busy, written);
  });
  after(() => pair.stop());

  const status = async () => JSON.parse((await pair.move("status", "--json")).stdout) as Status;

  it("by a second one goes on, and the second is told that it is busy", async () => {
    const first = pair.begin("preflight", "rds");
    await first.said("checking");
    const second = await pair.move("to", "rds");
    expect([second.status, second.stderr]).to.deep.equal([
      75,
      "another run is at work; nothing was changed\n",
    ]);
    expect((await status()).phase).to.equal("preflight");
    expect((await first.ended).status).to.equal(0);
  });

  it("while it tries the definitions leaves nothing that the next does not clean up, and no lock", async () => {
    const killed = pair.begin("preflight", "rds");
    await killed.said("checking");
    await until("a copy begins", 60, async () => (await stateOf(pair, "rds")).includes("ladder_move_"));
    killed.signal("SIGKILL");
    await killed.ended;
    expect(await stateOf(pair, "rds")).to.match(/ladder_move_/);
    expect((await pair.move("preflight", "rds")).status).to.equal(0);
    expect(await stateOf(pair, "rds")).to.match(/; app_busy app_rows$/);
    expect(await stateOf(pair, "box")).to.equal(open);
  });

  it("between copy and comparison says how far it is, and goes on or back, but not elsewhere", async () => {
    expect((await pair.move("fence", "rds")).status).to.equal(0);
    expect((await pair.move("copy")).status).to.equal(0);
    const found = await status();
    expect([found.dataHome, found.phase, found.to, found.error]).to.deep.equal([
      "box",
      "verifying",
      "rds",
      null,
    ]);
    expect(found.databases.map(({ name, tables, copied }) => [name, tables, copied])).to.deep.equal([
      ["app_rows", 7, true],
      ["app_busy", 2, true],
    ]);
    expect(found.databases.map(({ bytes, copiedBytes }) => copiedBytes - bytes)).to.deep.equal([0, 0]);
    for (const others of [
      ["to", "box"],
      ["preflight", "rds"],
      ["fence", "rds"],
    ]) {
      const refused = await pair.move(...others);
      expect(refused.stderr).to.equal("move: a move to rds was interrupted: move resume, or move abort\n");
    }
    expect((await pair.move("abort")).status).to.equal(0);
    expect(await stateOf(pair, "box")).to.equal(open);
    expect(await stateOf(pair, "rds")).to.match(/; app_busy app_rows$/);
    expect((await status()).phase).to.equal("undone");
  });

  it("between comparison and publication goes on from there, and its apps log in on RDS", async () => {
    for (const step of [["fence", "rds"], ["copy"], ["verify"]])
      expect((await pair.move(...step)).status).to.equal(0);
    const { status: code, stderr } = await pair.move("resume");
    expect([code, pair.home], stderr).to.deep.equal([0, "rds"]);
    expect(stderr).not.to.contain("copying");
    expect(await stateOf(pair, "rds")).to.equal(open);
    expect(await stateOf(pair, "box")).to.equal("; app_busy app_rows");
  });

  it("refuses a version that does not know where the data is, before anything is changed", async () => {
    const forget = pair.changeDocument(({ dataHome, ...rest }) => ({
      ...rest,
      dataHome: { ...dataHome, reachable: ["box"] },
    }));
    const { status: code, stderr } = await pair.move("to", "box");
    forget();
    expect([code, stderr]).to.deep.equal([
      1,
      "move: the databases of this box are on rds, but this version knows only box; set the stack's tier and database back to what was applied last\n",
    ]);
  });

  it("on the way home leaves the older copy on the box as it was, until a newer one is verified", async () => {
    await pair.sql("rds", "app_rows", "delete from level5 where id = 1");
    expect((await pair.move("fence", "box")).status).to.equal(0);
    expect((await pair.move("copy")).status).to.equal(0);
    expect(await pair.sql("box", "app_rows", "select count(*) from level5")).to.equal("1000");
    expect((await pair.move("abort")).status).to.equal(0);
    expect(await pair.sql("box", "app_rows", "select count(*) from level5")).to.equal("1000");
    expect([pair.home, await stateOf(pair, "rds")]).to.deep.equal(["rds", open]);
    expect(await stateOf(pair, "box")).to.equal("; app_busy app_rows");
  });

  it("after its right to a role was revoked takes it again; what is the administrator's comes home with all comments", async () => {
    await pair.sql("rds", "app_rows", "create extension amcheck; comment on table level0 is 'small rows'");
    await pair.sql(
      "rds",
      "postgres",
      "revoke app_busy from ladder cascade; grant app_busy to ladder with admin option, inherit false, set false",
    );
    const { status: code, stderr } = await pair.move("to", "box");
    expect([code, pair.home], stderr).to.deep.equal([0, "box"]);
    const comment =
      "select obj_description('level0'::regclass), count(*) from level0, pg_extension where extname = 'amcheck'";
    expect(await pair.sql("box", "app_rows", comment)).to.equal(`small rows|${rows}`);
    await pair.sql("box", "app_rows", "drop extension amcheck");
  });
});
