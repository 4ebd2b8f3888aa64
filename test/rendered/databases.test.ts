import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { postgresSettings } from "../../box/compose/postgres-settings";
import { boxModule, freePort, run, secretFiles, type Outcome } from "./command";

const app = (name: string) => ({ name, database: { name, role: name, connections: 3 } });
const apps = [app("todo"), app("shop")];
const passwords = { todo: "todo-password", shop: "shop-password" };

const later = (login: string) => ({ ...app("todo"), database: { ...app("todo").database, login } });
const madeFor = (login: string, password: string) =>
  secretFiles("database_sql", [later(login)], "admin-password", { todo: password });
const closing = (owners: readonly object[], used: object) =>
  boxModule("database_logins", "closing_sql", owners, used);

describe("The databases", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-postgres-"));
  const data = join(folder, "data");
  let port: number;

  /** PostgreSQL refuses to run as root. */
  const asPostgres = (program: string, ...args: string[]): Outcome =>
    process.getuid?.() === 0
      ? run("runuser", ["-u", "postgres", "--", program, ...args])
      : run(program, args);

  const psql = (role: string, database: string, password: string, sql: string): Outcome => {
    const target = ["-h", "127.0.0.1", "-p", String(port), "-U", role, "-d", database];
    const args = ["--no-psqlrc", "-qAt", "--set", "ON_ERROR_STOP=1", ...target];
    return run("psql", args, sql, { PGPASSWORD: password, PGCONNECT_TIMEOUT: "5" });
  };
  const todo = (sql: string, database = "todo") => psql("todo", database, passwords.todo, sql);
  const as = (login: string, password: string, statements: string) =>
    psql(login, "todo", password, statements);
  const admin = (statements: string) => psql("postgres", "postgres", "admin-password", statements);
  const sql = () => secretFiles("database_sql", apps, "admin-password", passwords);
  const prepare = () => psql("postgres", "postgres", "admin-password", sql());

  before(async function () {
    this.timeout(60_000);
    port = await freePort();
    chmodSync(folder, 0o777);
    writeFileSync(join(folder, "password"), "admin-password\n");
    chmodSync(join(folder, "password"), 0o644);
    const initdb = [
      "-D",
      data,
      "-U",
      "postgres",
      "--pwfile",
      join(folder, "password"),
      "--auth",
      "scram-sha-256",
    ];
    const made = asPostgres("initdb", ...initdb, "--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums");
    if (made.status !== 0) throw new Error(made.stderr);
    const flags = Object.entries(postgresSettings(192).parameters).map(
      ([name, value]) => `-c ${name}=${value}`,
    );
    const options = [`-p ${port} -k ${folder} -h 127.0.0.1`, ...flags].join(" ");
    const started = asPostgres("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", options, "start");
    if (started.status !== 0) throw new Error(started.stdout + started.stderr);
  });

  after(() => {
    asPostgres("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
    rmSync(folder, { recursive: true });
  });

  it("are made by a program that can run again", () => {
    const [first, again] = [prepare(), prepare()];
    expect([first.stderr, first.status, again.stderr, again.status]).to.deep.equal(["", 0, "", 0]);
  });

  it("belong to their role, which does in them what it likes", () => {
    const answer = todo("create table t (a int); insert into t values (7); select a, current_user from t");
    expect([answer.stdout.trim(), answer.stderr]).to.deep.equal(["7|todo", ""]);
  });

  it("keep their data when the program runs again", () => {
    expect(prepare().status).to.equal(0);
    expect(todo("select a from t").stdout.trim()).to.equal("7");
  });

  it("let no other role in, and no role into the administrator's", () => {
    for (const database of ["shop", "postgres", "template1"]) {
      expect(todo("select 1", database).stderr, database).to.match(/permission denied for database/);
    }
  });

  it("give a role no power outside its database", () => {
    for (const statement of [
      "create database other",
      "create role other",
      "set role shop",
      "alter role shop password 'x'",
      "drop database shop",
      "copy t to '/tmp/x'",
      "copy t from program 'id'",
      "select pg_read_file('/etc/passwd')",
      "alter system set work_mem = '1GB'",
      "select rolpassword from pg_authid",
      "alter role todo connection limit -1",
    ]) {
      expect(todo(statement).stderr, statement).to.match(/permission denied|must be (superuser|owner|able)/);
    }
  });

  it("count the statements of every app, which only the administrator sees", () => {
    todo("select count(*) as counted from t");
    const seen = "select query from pg_stat_statements join pg_database on oid = dbid where datname = 'todo'";
    expect(psql("postgres", "postgres", "admin-password", seen).stdout).to.include(
      "select count(*) as counted from t",
    );
    expect(todo(seen).stderr).to.include('relation "pg_stat_statements" does not exist');
    expect(todo("create extension pg_stat_statements").stderr).to.include("permission denied");
  });

  it("limit the connections of each role", () => {
    expect(todo("select rolconnlimit from pg_roles where rolname = current_user").stdout.trim()).to.equal(
      "3",
    );
  });

  it("refuse a wrong password", () => {
    expect(psql("todo", "todo", passwords.shop, "select 1").stderr).to.match(
      /password authentication failed/,
    );
  });

  it("take a new password at the next run", () => {
    const rotated = secretFiles("database_sql", apps, "admin-password", { ...passwords, todo: "rotated" });
    expect(psql("postgres", "postgres", "admin-password", rotated).status).to.equal(0);
    expect(psql("todo", "todo", "rotated", "select 1").stdout.trim()).to.equal("1");
    expect(todo("select 1").stderr).to.match(/password authentication failed/);
  });

  it("let the password before and a later one in side by side, until the earlier one is closed", () => {
    expect(admin(madeFor("todo.2", "second")).stderr).to.equal("");
    expect(as("todo", "rotated", "select a from t").stdout.trim()).to.equal("7");
    const made = as("todo.2", "second", "create table later (b int); select session_user, current_user");
    expect([made.stdout.trim(), made.stderr]).to.deep.equal(["todo.2|todo", ""]);
    expect(as("todo", "rotated", "drop table later").stderr).to.equal("");
    expect(psql("todo.2", "shop", "second", "select 1").stderr).to.match(/permission denied for database/);
    const limit = "select rolconnlimit from pg_roles where rolname = session_user";
    expect(as("todo.2", "second", limit).stdout.trim()).to.equal("3");

    expect(admin(closing([later("todo.2")], { todo: ["todo", "todo.2"] })).stderr).to.equal("");
    expect(as("todo", "rotated", "select 1").stdout.trim()).to.equal("1");
    expect(admin(closing([later("todo.2")], { todo: ["todo.2"] })).stderr).to.equal("");
    expect(as("todo", "rotated", "select 1").stderr).to.match(/password authentication failed/);
    expect(as("todo.2", "second", "select a from t").stdout.trim()).to.equal("7");
  });

  it("belong to the role alone, also what a session makes that no longer acts as it", () => {
    const owner = "select pg_get_userbyid(relowner) from pg_class where relname = 'stray'";
    const stray = as(
      "todo.2",
      "second",
      `discard all; create table kept (); set role none; create table stray as select 8 as c; ${owner}`,
    );
    expect([stray.stdout.trim(), stray.stderr]).to.deep.equal(["todo.2", ""]);
    expect(admin(madeFor("todo.3", "third")).stderr).to.equal("");
    const seen = as("todo.3", "third", `select c from stray; ${owner}`);
    expect([seen.stdout.trim(), seen.stderr]).to.deep.equal(["8\ntodo", ""]);
    // DISCARD ALL, which poolers send, does not end it.
    const kept = owner.replace("stray", "kept");
    expect(as("todo.3", "third", kept).stdout.trim()).to.equal("todo");
  });

  it("end the sessions of a password that is closed", async () => {
    const opened = { host: "127.0.0.1", port, user: "todo.2", password: "second", database: "todo" };
    const client = new Client(opened);
    const ended = new Promise<string>((done) => client.on("error", ({ message }) => done(message)));
    await client.connect();
    expect(admin(closing([later("todo.3")], { todo: ["todo.3"] })).stderr).to.equal("");
    expect(await ended).to.equal("terminating connection due to administrator command");
    expect(as("todo.2", "second", "select 1").stderr).to.match(/password authentication failed/);
    expect(as("todo.3", "third", "select 1").stdout.trim()).to.equal("1");
  });

  it("stay closed to a new login while a move has fenced the role", () => {
    expect(admin("comment on role todo is 'ladder-move 1 left'").stderr).to.equal("");
    expect(admin(madeFor("todo.4", "fourth")).stderr).to.equal("");
    expect(as("todo.4", "fourth", "select 1").stderr).to.match(/is not permitted to log in/);
    expect(admin("comment on role todo is null").stderr).to.equal("");
  });

  it("are made without a password in any statement", () => {
    expect(sql()).not.to.match(/-password/);
  });
});
