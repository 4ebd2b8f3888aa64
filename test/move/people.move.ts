import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { until } from "../../rig/command";
import { Pair, pairApp, type Home } from "./pair";
import { written } from "./seed";

const app = pairApp("shop");
const password = "of-a-person";
const saysItself = "reads the shop's orders";

describe("A role of a person, beside the apps'", () => {
  const pair = new Pair([app]);
  const rights =
    "grant connect on database app_shop to rds_orders; grant insert, select on written to rds_orders";
  const made = `create role rds_orders login password '${password}'; comment on role rds_orders is '${saysItself.replace("'", "''")}'`;

  before(async () => {
    await pair.start();
    await pair.seed("box", app, written);
    await pair.sql("box", "postgres", made);
    await pair.sql("box", "app_shop", rights);
    // Since PostgreSQL 16 who makes a role may not act for it.
    await pair.sql("rds", "postgres", `set role ladder; ${made}`);
  });
  after(() => pair.stop());

  const role = (home: Home) =>
    pair.sql(
      home,
      "postgres",
      `select rolcanlogin, regexp_replace(shobj_description(oid, 'pg_authid'), '^ladder-move [^ ]+', 'moved')
       from pg_roles where rolname = 'rds_orders'`,
    );

  /** A session that stays, as of a report that somebody left open. */
  function session(home: Home) {
    const at = `host=${pair.address(home)} user=rds_orders dbname=app_shop sslmode=${home === "rds" ? "require" : "prefer"}`;
    const options = ["exec", "-i", "--env", `PGPASSWORD=${password}`, pair.container(home)];
    const child = spawn("docker", [...options, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", at]);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    return {
      ended: once(child, "close"),
      said: () => said,
      ask: (sql: string) => child.stdin.write(`${sql};\n`),
    };
  }

  it("is closed with the apps' when the data leaves, and keeps what it said", async () => {
    const { status, stderr } = await pair.move("to", "rds");
    expect(status, stderr).to.equal(0);
    expect([await role("box"), await role("rds")]).to.deep.equal([
      `f|moved left ${saysItself}`,
      `t|${saysItself}`,
    ]);
  });

  it("writes nothing on RDS that a move home would leave there: its session ends, though it was not RDS's administrator's to end", async () => {
    const open = session("rds");
    open.ask("insert into written values (1, 'before'); select 'wrote'");
    await until("the session has written", 30, () => Promise.resolve(open.said().includes("wrote")));
    const { status, stderr } = await pair.move("to", "box");
    expect(status, stderr).to.equal(0);
    open.ask("insert into written values (2, 'after the fence')");
    await open.ended;
    expect(open.said()).to.contain("terminating connection due to administrator command");
    for (const home of ["box", "rds"] as const)
      expect(await pair.sql(home, "app_shop", "select string_agg(row::text, ',') from written")).to.equal(
        "1",
      );
  });

  it("is open again where the data came home, and says what it said", async () => {
    expect([await role("box"), await role("rds")]).to.deep.equal([
      `t|${saysItself}`,
      `f|moved left ${saysItself}`,
    ]);
  });
});
