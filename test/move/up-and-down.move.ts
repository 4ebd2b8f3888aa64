import { expect } from "chai";
import { readFileSync } from "node:fs";
import { AcknowledgedWrites } from "./acknowledged";
import { Pair, pairApp, type Home } from "./pair";
import { everyKind, smallRows, written } from "./seed";

const rows = Number(process.env["LADDER_MOVE_ROWS"] ?? 50_000);
const [every, many, unrotated] = [pairApp("every"), pairApp("rows"), pairApp("busy")];
const busy = { ...unrotated, database: { ...unrotated.database, login: "app_busy.2" } };
const apps = [every, many, busy];

describe("Databases with every kind of thing, many small rows and a busy writer", () => {
  const pair = new Pair(apps);
  const fingerprint = readFileSync("box/programs/fingerprint.sql", "utf8");
  let original: string;

  before(async () => {
    await pair.start();
    await pair.seed("box", every, everyKind());
    await pair.seed("box", many, smallRows(rows));
    await pair.seed("box", busy, written);
    await pair.sql(
      "box",
      "app_every",
      `create role reporting; grant connect on database app_every to pg_monitor with grant option;
       alter database app_every set work_mem = '8MB'; alter database app_every connection limit 9;
       alter role app_every set search_path = '$user', public; alter role app_every in database app_every set datestyle = 'German';
       comment on database app_every is 'it''s ours'; grant select on kinds to reporting;`,
    );
    await pair.sql("rds", "postgres", "create role reporting");
    original = await contents("box");
  });
  after(() => pair.stop());

  const contents = async (home: Home) =>
    [
      await pair.sql(home, "app_every", fingerprint),
      await pair.sql(home, "app_rows", fingerprint),
      await pair.sql(home, "app_busy", "select last_value, is_called from numbered"),
    ]
      .join("\n")
      // What a move wrote last, which stays where it came from.
      .replace(/^rows ladder_move\.canary .*\n/gm, "");
  const databases = (home: Home) =>
    pair.sql(
      home,
      "postgres",
      "select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '_'",
    );
  const logins = (home: Home) =>
    pair.sql(
      home,
      "postgres",
      "select string_agg(rolname, ' ' order by rolname) from pg_roles where rolcanlogin and rolname ~ '^app_'",
    );
  const facts = (home: Home) =>
    pair.sql(
      home,
      "app_every",
      `select datconnlimit, shobj_description(oid, 'pg_database') from pg_database where datname = current_database();
       select coalesce(rolname, '-'), unnest(setconfig) from pg_db_role_setting left join pg_roles r on r.oid = setrole
         where setdatabase = (select oid from pg_database where datname = current_database()) or rolname = 'app_every' order by 1, 2;
       select grantee::regrole, privilege_type, is_grantable from pg_database, aclexplode(datacl)
         where datname = current_database() and grantee <> datdba;
       select string_agg(distinct pg_get_userbyid(relowner), ' ') from pg_class where relname in ('kinds', 'big', 'kept', 'used');
       select has_table_privilege('reporting', 'kinds', 'select'), obj_description(4711, 'pg_largeobject'),
         lo_get(4711, 13, 12), count(*) from scratch, events group by 1, 2;`,
    );

  async function moveUnderLoad(to: Home) {
    const writes = new AcknowledgedWrites(pair, busy, () => pair.home);
    await writes.wrote(20);
    const outcome = await pair.move("to", to);
    await writes.wrote(writes.rows.length + 20);
    await writes.stop();
    return { outcome, writes };
  }

  it("are the same on RDS afterwards, and every write that was acknowledged meanwhile is there once", async () => {
    const known = await facts("box");
    const { outcome, writes } = await moveUnderLoad("rds");
    expect([outcome.status, outcome.stdout], outcome.stderr).to.deep.equal([0, ""]);
    expect(pair.home).to.equal("rds");
    expect(await contents("rds")).to.equal(original);
    expect(await facts("rds")).to.equal(known);
    expect(known).to.contain("app_every|DateStyle=German");
    expect(await writes.wrong("rds")).to.deep.equal([]);
    console.log(`      ${writes.rows.length} acknowledged writes, longest pause ${writes.longestPauseMs} ms`);
  });

  it("have indexes in the order of the server that they are on", async () => {
    const checked = await pair.sql(
      "rds",
      "app_every",
      `create extension amcheck;
       select count(bt_index_check(c.oid, true)) > 0 from pg_class c join pg_index i on i.indexrelid = c.oid join pg_am a on a.oid = relam
         where amname = 'btree' and relpersistence <> 't' and relkind = 'i' and indcollation::text ~ '[1-9]'
         and relnamespace::regnamespace::text !~ '^pg_';
       drop extension amcheck;`,
    );
    expect(checked).to.equal("t");
  });

  it("stay on the box, untouched and closed", async () => {
    expect(await contents("box")).to.equal(original);
    expect([await logins("box"), await logins("rds")]).to.deep.equal([
      "",
      `app_busy ${busy.database.login} app_every app_rows`,
    ]);
    expect(await databases("rds")).to.equal("app_busy app_every app_rows");
  });

  it("stay closed when the programs that make roles run again", async () => {
    await pair.makeBoxDatabases();
    await pair.makeRdsDatabases();
    expect([await logins("box"), await logins("rds")]).to.deep.equal([
      "",
      `app_busy ${busy.database.login} app_every app_rows`,
    ]);
  });

  it("are not copied again by the same command", async () => {
    const { status, stderr } = await pair.move("to", "rds");
    expect([status, stderr]).to.deep.equal([0, "move: the data is on rds already\n"]);
  });

  it("do not come back while nobody may read all of a table, which is said before anything stops", async () => {
    const { status, stderr } = await pair.move("to", "box");
    expect([status, stderr.split("\n").at(-2)]).to.deep.equal([
      1,
      "move: app_every: row level security of secret binds its owner, so that nobody on RDS may read all of it: ALTER TABLE secret NO FORCE ROW LEVEL SECURITY, move, and set FORCE again",
    ]);
    await pair.sql("rds", "app_every", "alter table secret no force row level security");
  });

  it("come back with what was written on RDS, in the place of what had stayed on the box", async () => {
    const { outcome, writes } = await moveUnderLoad("box");
    expect(outcome.status, outcome.stderr).to.equal(0);
    expect(await contents("box")).to.equal(original);
    expect(await writes.wrong("box")).to.deep.equal([]);
    expect(await databases("box")).to.equal("app_busy app_every app_rows");
    expect([await logins("box"), await logins("rds")]).to.deep.equal([
      `app_busy ${busy.database.login} app_every app_rows`,
      "",
    ]);
  });

  it("go up once more", async () => {
    const { outcome, writes } = await moveUnderLoad("rds");
    expect(outcome.status, outcome.stderr).to.equal(0);
    expect(await writes.wrong("rds")).to.deep.equal([]);
    expect(await contents("rds")).to.equal(original);
  });
});
