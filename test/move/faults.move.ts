import { expect } from "chai";
import { AcknowledgedWrites } from "./acknowledged";
import { Pair, pairApp, type Home } from "./pair";
import type { RunningMove } from "./running-move";
import { smallRows, written } from "./seed";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
const rows = 300_000;

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

  const state = async (home: Home) =>
    pair.sql(
      home,
      "postgres",
      `select (select string_agg(rolname, ' ' order by rolname) from pg_roles where rolcanlogin and rolname ~ '^app_') || '; ' ||
        (select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '^(app|ladder)_')`,
    );
  /** One process of the copy, from outside: the image has nothing that could. */
  const killInTools = async (program: string) => {
    const listed = await pair.docker("top", `${pair.project}-move`, "-eo", "pid,comm");
    const found = listed.split("\n").find((line) => line.endsWith(` ${program}`));
    if (found === undefined) throw new Error(`no ${program} is at work:\n${listed}`);
    process.kill(Number(/\d+/.exec(found)?.[0]), "SIGKILL");
  };

  /** Nothing moved, nothing is left, the app goes on writing where it was. */
  async function expectUndone(app: AcknowledgedWrites) {
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(pair.home).to.equal("box");
    expect(await state("box")).to.equal("app_busy app_rows; app_busy app_rows");
    expect(await app.wrong("box")).to.deep.equal([]);
    expect(
      await pair.sql("box", "app_busy", "select count(*) from pg_namespace where nspname = 'ladder_move'"),
    ).to.equal("0");
  }

  const databasesOnRds = () =>
    pair.sql(
      "rds",
      "postgres",
      "select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '^(app|ladder)_'",
    );

  /** What is done while the largest table is on its way, how that ends, what is said at last. */
  const midStream: readonly (readonly [
    string,
    (move: RunningMove) => Promise<unknown>,
    () => Promise<unknown>,
    RegExp,
  ])[] = [
    ["pg_dump is killed", () => killInTools("pg_dump"), done, /^app_\w+ could not be copied: /],
    ["pg_restore is killed", () => killInTools("pg_restore"), done, /^app_\w+ could not be copied: /],
    [
      "the session on RDS is dropped",
      () =>
        pair.sql(
          "rds",
          "postgres",
          "select pg_terminate_backend(pid) from pg_stat_activity where query ~ '^COPY'",
        ),
      done,
      /^app_\w+ could not be copied: ./,
    ],
    [
      "RDS fails over",
      () => pair.docker("restart", "--time", "0", pair.container("rds")),
      () => pair.ready("rds"),
      /./,
    ],
    [
      "the box's PostgreSQL is killed",
      () => pair.docker("restart", "--time", "0", pair.container("box")),
      () => pair.ready("box"),
      /./,
    ],
    [
      "the program is told to stop",
      (move) => Promise.resolve(move.signal("SIGTERM")),
      done,
      /^KeyboardInterrupt$/,
    ],
    [
      "the network to RDS is gone",
      () => pair.docker("network", "disconnect", pair.project, pair.container("rds")),
      () =>
        pair.docker("network", "connect", "--ip", pair.address("rds"), pair.project, pair.container("rds")),
      /./,
    ],
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
      expect(stderr.trim().split("\n").at(-1)?.replace("move: ", "")).to.match(said);
      await expectUndone(app);
    });
  }

  it("by a second one goes on, and the second is told that it is busy", async () => {
    const first = pair.begin("preflight", "rds");
    await first.said("checking");
    const second = await pair.move("to", "rds");
    expect([second.status, second.stderr]).to.deep.equal([
      75,
      "another run is at work; nothing was changed\n",
    ]);
    expect((await first.ended).status).to.equal(0);
  });

  it("leaves nothing on RDS once the next has looked", async () => {
    expect((await pair.move("preflight", "rds")).status).to.equal(0);
    expect(await databasesOnRds()).to.equal("app_busy app_rows");
  });

  /** What becomes different between copy and comparison. */
  const differences: readonly (readonly [string, string, RegExp])[] = [
    [
      "a row is another",
      "update level0 set body = body || '.' where id = 7",
      /^the copy of app_rows is not the same: only the first has rows public\.level0 300000 /,
    ],
    [
      "a sequence is behind its table",
      "select setval('level5_id_seq', 1)",
      /sequence public\.level5_id_seq 1000 t/,
    ],
    ["an index is missing", "drop index level0_body_idx", /differs: Name: level0_body_idx; Type: INDEX/],
  ];

  for (const [what, change, said] of differences) {
    it(`so that ${what} is not published`, async () => {
      expect((await pair.move("fence", "rds")).status).to.equal(0);
      expect((await pair.move("copy")).status).to.equal(0);
      const copy = await pair.sql(
        "rds",
        "postgres",
        "select datname from pg_database where datname ~ '^ladder_move.*rows'",
      );
      await pair.sql("rds", copy, change);
      const { status, stderr } = await pair.move("verify");
      expect([status, pair.home]).to.deep.equal([1, "box"]);
      expect(stderr.trim().split("\n").at(-1)?.replace("move: ", "")).to.match(said);
      expect(await state("box")).to.equal("app_busy app_rows; app_busy app_rows");
    });
  }
});

async function done(): Promise<void> {
  // Nothing to repair.
}
