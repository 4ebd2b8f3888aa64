import { expect } from "chai";
import { AcknowledgedWrites } from "./acknowledged";
import { Pair, pairApp } from "./pair";
import type { RunningMove } from "./running-move";
import { smallRows, written } from "./seed";
import { lastSentence, stateOf } from "./server-state";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
/** So many that the copy is still at work when a busy machine comes to disturbing it. */
const rows = 1_000_000;

describe("A move that is disturbed", () => {
  const pair = new Pair(apps);
  let writes: AcknowledgedWrites | undefined;

  before(async () => {
    await pair.start();
    await pair.seed("box", many, smallRows(rows));
    await pair.seed("box", busy, written);
  });
  after(() => pair.stop());
  afterEach(() => writes?.stop());

  /**
   * One process of the large database's copy, from outside: the image has nothing that could. A description of the source runs
   * pg_dump, too, and the small database's copy may have ended by now.
   */
  const killInTools = async (command: RegExp) => {
    const listed = await pair.docker("top", `${pair.project}-move`, "-eo", "pid,args");
    const found = listed.split("\n").find((line) => command.test(line));
    if (found === undefined) throw new Error(`no ${String(command)} is at work:\n${listed}`);
    process.kill(Number(/\d+/.exec(found)?.[0]), "SIGKILL");
  };

  /** Nothing moved, nothing is left, the app goes on writing where it was. */
  async function expectUndone(app: AcknowledgedWrites) {
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(pair.home).to.equal("box");
    expect(await stateOf(pair, "box")).to.equal("app_busy app_rows; app_busy app_rows");
    expect(await app.wrong("box")).to.deep.equal([]);
    expect(
      await pair.sql("box", "app_busy", "select count(*) from pg_namespace where nspname = 'ladder_move'"),
    ).to.equal("0");
  }

  const dropSession =
    "select pg_terminate_backend(pid) from pg_stat_activity where query ~ '^COPY' and usename = 'ladder'";

  /** What is done while the largest table is on its way, how that ends, what is said at last. */
  const midStream: readonly (readonly [
    string,
    (move: RunningMove) => Promise<unknown>,
    () => Promise<unknown>,
    RegExp,
  ])[] = [
    [
      "pg_dump is killed",
      () => killInTools(/\bpg_dump .*--compress=0.*rows/),
      nothing,
      /^app_\w+ could not be copied: /,
    ],
    [
      "pg_restore is killed",
      () => killInTools(/\bpg_restore .*rows/),
      nothing,
      /^app_\w+ could not be copied: /,
    ],
    [
      "the session on RDS is dropped",
      () => pair.sql("rds", "postgres", dropSession),
      nothing,
      /^app_\w+ could not be copied: ./,
    ],
    ["RDS fails over", () => pair.restart("rds"), () => pair.ready("rds"), /./],
    ["the box's PostgreSQL is killed", () => pair.restart("box"), () => pair.ready("box"), /./],
    [
      "the program is told to stop",
      (move) => Promise.resolve(move.signal("SIGTERM")),
      nothing,
      /^the move was told to end$/,
    ],
    ["the network to RDS is gone", () => pair.disconnect("rds"), () => pair.connect("rds"), /./],
  ];

  for (const [what, disturb, repair, said] of midStream) {
    it(`because ${what} is undone, and the source serves as before`, async () => {
      const app = (writes = new AcknowledgedWrites(pair, busy, () => pair.home));
      await app.wrote(5);
      const move = pair.begin("to", "rds");
      await move.said("copying public.level0");
      await disturb(move);
      const { status, stderr } = await move.ended;
      await repair();
      expect(status, stderr).to.equal(1);
      expect(stderr).to.contain("move: undone: the source serves as before\n");
      expect(lastSentence(stderr)).to.match(said);
      await expectUndone(app);
    });
  }

  it("leaves nothing on RDS once the next has looked", async () => {
    expect((await pair.move("preflight", "rds")).status).to.equal(0);
    expect(await stateOf(pair, "rds")).to.match(/; app_busy app_rows$/);
  });

  it("because a row of the source cannot be read is undone, and says which table it was", async () => {
    await pair.seed(
      "box",
      many,
      "create table broken as select n, repeat('x', 500) body from generate_series(1, 5000) n;",
    );
    const file = await pair.sql("box", "app_rows", "checkpoint; select pg_relation_filepath('broken')");
    const damage = `dd if=/dev/zero of=/tmp/data/${file} bs=1 seek=81920 count=4096 conv=notrunc 2>&1`;
    await pair.docker("exec", pair.container("box"), "sh", "-c", damage);
    await pair.restart("box");
    await pair.ready("box");
    const { status, stderr } = await pair.move("to", "rds");
    await pair.sql("box", "app_rows", "drop table broken");
    expect([status, pair.home]).to.deep.equal([1, "box"]);
    expect(lastSentence(stderr)).to.match(/^app_rows .*invalid page in block 10 of relation/);
    expect(await stateOf(pair, "box")).to.equal("app_busy app_rows; app_busy app_rows");
  });

  it("because RDS refuses one statement of the copy says which and is undone", async () => {
    await pair.seed(
      "box",
      many,
      `create table allowed (a int); insert into allowed values (1);
       create function is_allowed(int) returns bool language plpgsql as 'begin return exists (select from allowed where a = $1); end';
       create table checked (a int check (is_allowed(a))); insert into checked values (1);`,
    );
    const { status, stderr } = await pair.move("to", "rds");
    await pair.sql("box", "app_rows", "drop table checked, allowed; drop function is_allowed");
    expect(status).to.equal(1);
    expect(stderr).to.match(/app_rows could not be copied: .*relation "allowed" does not exist/);
    expect(await stateOf(pair, "box")).to.equal("app_busy app_rows; app_busy app_rows");
  });

  it("is done by the same command when nothing disturbs it any more", async () => {
    const app = (writes = new AcknowledgedWrites(pair, busy, () => pair.home));
    await app.wrote(5);
    const { status, stderr } = await pair.move("to", "rds");
    expect([status, pair.home], stderr).to.deep.equal([0, "rds"]);
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(await app.wrong("rds")).to.deep.equal([]);
    expect(await pair.sql("rds", "app_rows", "select count(*) from level0")).to.equal(`${rows}`);
  });
});

async function nothing(): Promise<void> {
  // To be repaired.
}
