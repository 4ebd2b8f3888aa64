import { spawn, type ChildProcess } from "node:child_process";
import { expect } from "chai";
import { until } from "../../rig/command";
import { Pair, pairApp, type Home } from "./pair";
import { smallRows, written } from "./seed";
import { lastSentence, stateOf } from "./server-state";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
const open = "app_busy app_rows; app_busy app_rows";

// A server finds out that its client is gone when it next sends something; what it is told to do it does to the end.
describe("What servers still do for a move that has ended", () => {
  const pair = new Pair(apps);
  let holder: ChildProcess | undefined;

  before(async () => {
    await pair.start();
    await pair.seed("box", many, smallRows(300_000));
    await pair.seed("box", many, "create table zz (n int); insert into zz values (1)");
    await pair.seed("box", busy, written);
  });
  after(() => pair.stop());
  afterEach(() => holder?.stdin?.end());

  /** A superuser's session that takes a lock, or waits for it, until its input ends. */
  function hold(home: Home, database: string, statement: string): void {
    const user = home === "box" ? "postgres" : "rdsadmin";
    const psql = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", database];
    holder = spawn("docker", ["exec", "-i", pair.container(home), ...psql], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    holder.stdin?.write(`begin; ${statement};\n`);
  }

  async function release(): Promise<void> {
    const ended = new Promise((resolve) => holder?.once("close", resolve));
    holder?.stdin?.end();
    await ended;
  }

  const waiting = (home: Home, query: string) => async () =>
    (await pair.sql(
      home,
      "postgres",
      `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ~ '${query}' and pid <> pg_backend_pid()`,
    )) !== "0";

  it("is ended before the source is opened, which else would wait for a table to be read", async () => {
    const move = pair.begin("to", "rds");
    await until("the copy begins", 120, () => Promise.resolve(pair.phase === "copying"));
    hold("box", "app_rows", "lock table zz in access exclusive mode");
    await until("the description waits for the last table", 60, waiting("box", "only public.zz"));
    move.signal("SIGTERM");
    const { status, stderr } = await move.ended;
    expect(status, stderr).to.equal(1);
    expect(lastSentence(stderr)).to.equal("the move was told to end");
    await release();
    expect([await stateOf(pair, "box"), await stateOf(pair, "rds")]).to.deep.equal([
      open,
      "; app_busy app_rows",
    ]);
  });

  it("leaves no copy that was being made when the move was told to end", async () => {
    expect((await pair.move("fence", "rds")).status).to.equal(0);
    const copies = "select datname from pg_database where datname like 'ladder_move_%_app_rows'";
    await pair.sql("rds", "postgres", `drop database ${await pair.sql("rds", "postgres", copies)}`);
    hold("rds", "postgres", "alter database template0 rename to template_zero");
    const move = pair.begin("copy");
    await until("a database waits to be made", 60, waiting("rds", "^create database"));
    move.signal("SIGTERM");
    const { status, stderr } = await move.ended;
    expect(status, stderr).to.equal(1);
    await release();
    await until("RDS has ended what it did", 60, async () => !(await waiting("rds", "database")()));
    expect([await stateOf(pair, "box"), await stateOf(pair, "rds")]).to.deep.equal([
      open,
      "; app_busy app_rows",
    ]);
  });

  it("is waited for, for longer than a minute, when a server takes that long to drop the copy", async () => {
    const move = pair.begin("to", "rds");
    await move.said("copying public.level0");
    hold("rds", "postgres", "lock table pg_database in share mode");
    move.signal("SIGTERM");
    await until("the copy waits to be dropped", 60, waiting("rds", "drop database"));
    await until("the apps are back", 60, async () => (await stateOf(pair, "box")) === open);
    const since = Date.now();
    await until("a minute has gone", 90, () => Promise.resolve(Date.now() - since > 65_000));
    await release();
    const { status, stderr } = await move.ended;
    expect(status, stderr).to.equal(1);
    expect(stderr).not.to.contain("stays on RDS");
    expect(await stateOf(pair, "rds")).to.equal("; app_busy app_rows");
  });
});
