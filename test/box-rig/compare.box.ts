import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { postgresService } from "../../box/compose/postgres-service";
import { postgresImage } from "../../plan/postgres-majors";
import { samplePlan } from "../box/sample-plan";
import { rig } from "../../rig/rig";
import { Server } from "./server";

const sqlFile = (name: string) => readFileSync(join(__dirname, "data", name), "utf8");

function serviceOf(major: number) {
  const plan = samplePlan();
  return postgresService({
    ...plan,
    box: { ...plan.box, images: { ...plan.box.images, postgres: postgresImage(major) } },
  });
}

describe("A database copied from PostgreSQL 17 to 18", () => {
  let old: Server;
  let copy: Server;

  before(async () => {
    old = await Server.postgres(rig(), "pg17", serviceOf(17));
    copy = await Server.postgres(rig(), "pg18", serviceOf(18));
    await old.sql(sqlFile("roles.sql"));
    await old.sql("create database every owner keeper");
    await old.sql(sqlFile("every-kind.sql"), "every");
    const copied = await copy.exec("/programs/copy-databases", old.connection, copy.connection);
    expect([copied.status, copied.stderr]).to.deep.equal([0, ""]);
  });

  after(() => Promise.all([old.remove(), copy.remove()]));

  const compare = () => copy.exec("/programs/compare-databases", old.connection, copy.connection);

  it("is the same in every kind of thing", async () => {
    const { status, stdout, stderr } = await compare();
    expect([status, stdout, stderr]).to.deep.equal([0, "", ""]);
    const described = await copy.exec(
      "psql",
      "-Xq",
      "-f",
      "/programs/fingerprint.sql",
      "-d",
      `${copy.connection} dbname=every`,
    );
    expect(described.stdout).to.match(/^rows public\.kinds 500 -?\d+$/m);
    expect(described.stdout).to.match(/^sequence public\.used 123456789012 t$/m);
    expect(described.stdout).to.match(/^large objects with owner and rights 3 \d+$/m);
  });

  /** A change of the copy, how it is undone, and what the comparison says about it. */
  const differences: readonly (readonly [string, string, string])[] = [
    [
      "update kinds set small = 8 where id = 3",
      "update kinds set small = 7 where id = 3",
      "rows public.kinds 500 ",
    ],
    ["update kinds set float = float + 1e-15 where id = 2", "", "rows public.kinds 500 "],
    ["insert into events values ('2030-01-01', 'later')", "", "rows public.events_rest 3 "],
    ["select setval('used', 5)", "select setval('used', 123456789012)", "sequence public.used 5 t"],
    [
      "grant update on large object 4711 to keeper",
      "revoke update on large object 4711 from keeper",
      "large objects with owner and rights 3 ",
    ],
    ["select lo_put(4711, 700000, 'X')", "", "large objects with owner and rights 3 "],
    [
      "alter function twice(int) stable",
      "alter function twice(int) immutable",
      "differs: Name: twice(integer); Type: FUNCTION",
    ],
    ["drop index trigrams", "", "differs: Name: trigrams; Type: INDEX"],
    [
      "grant select on secret to keeper",
      "revoke select on secret from keeper",
      "differs: Name: TABLE secret; Type: ACL",
    ],
    [
      "alter table secret disable row level security",
      "alter table secret enable row level security",
      "secret; Type: ROW SECURITY",
    ],
    [
      "alter database every set work_mem = '8MB'",
      "alter database every reset work_mem",
      "every; Type: DATABASE PROPERTIES",
    ],
    [
      "comment on column kinds.plain is 'other'",
      "comment on column kinds.plain is 'what was said'",
      "COLUMN kinds.plain; Type: COMMENT",
    ],
    [
      'alter extension citext set schema "Größe & Co"',
      "alter extension citext set schema public",
      "citext; Type: EXTENSION",
    ],
    [
      "alter role keeper createdb",
      "alter role keeper nocreatedb",
      "roles: only the second has ALTER ROLE keeper",
    ],
    ["create database more", "drop database more", "databases: only the second has more"],
  ];

  for (const [change, undo, said] of differences) {
    it(`differs after: ${change}`, async () => {
      await copy.sql(change, "every");
      const { status, stdout } = await compare();
      if (undo !== "") await copy.sql(undo, "every");
      expect([status, stdout.includes(said)], stdout).to.deep.equal([1, true]);
    });
  }

  it("is not called the same when one of the servers does not answer", async () => {
    const { status } = await copy.exec(
      "/programs/compare-databases",
      "host=/nowhere user=postgres",
      copy.connection,
    );
    expect(status).to.equal(3);
  });
});
