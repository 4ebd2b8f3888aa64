import { expect } from "chai";
import { output } from "../../rig/command";
import type { BoxDocument } from "./box-folder";
import { Pair, pairApp } from "./pair";
import { written } from "./seed";
import { lastSentence } from "./server-state";

describe("A move that cannot be done is refused while everything serves", () => {
  const app = pairApp("shop");
  const pair = new Pair([app]);

  before(async () => {
    await pair.start();
    await pair.seed("box", app, `${written} insert into written values (1, 'kept');`);
  });
  after(() => pair.stop());

  /** What makes the move impossible, how that is undone, what is said. */
  const cases: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>, RegExp])[] = [
    [
      "no room on RDS",
      () =>
        changed(({ dataHome, ...rest }) => ({
          ...rest,
          dataHome: { ...dataHome, rds: { ...dataHome.rds, storageGb: 0 } },
        })),
      () => changed(),
      /^RDS has -?\d+ MB free and the copy of 1 database\(s\) needs \d+: raise rds.storageGb$/,
    ],
    [
      "an extension that RDS lacks",
      () =>
        pair.sql(
          "box",
          "app_shop",
          "create extension amcheck; update pg_extension set extname = 'ours' where extname = 'amcheck'",
        ),
      () =>
        pair.sql(
          "box",
          "app_shop",
          "update pg_extension set extname = 'amcheck' where extname = 'ours'; drop extension amcheck",
        ),
      /^app_shop uses the extension ours, which RDS does not have: drop it first$/,
    ],
    [
      "an extension that is older on RDS",
      () =>
        pair.sql(
          "box",
          "app_shop",
          "create extension citext; update pg_extension set extversion = '1.99' where extname = 'citext'",
        ),
      () =>
        pair.sql(
          "box",
          "app_shop",
          "update pg_extension set extversion = '1.6' where extname = 'citext'; drop extension citext",
        ),
      /^app_shop uses citext 1.99, and RDS has only 1.6: update RDS first$/,
    ],
    [
      "an extension that RDS's administrator may not make",
      () => pair.sql("box", "app_shop", "create extension amcheck"),
      () => pair.sql("box", "app_shop", "drop extension amcheck"),
      /^app_shop uses the extension amcheck: RDS: permission denied to create extension "amcheck"; drop it first$/,
    ],
    [
      "a right of a role that RDS does not have",
      () => pair.sql("box", "app_shop", "create role auditor; grant select on written to auditor"),
      () => pair.sql("box", "app_shop", "drop owned by auditor; drop role auditor"),
      /^app_shop could not be copied: .*role "auditor" does not exist$/,
    ],
    [
      "an event trigger that lets no row be written last",
      () =>
        pair.sql(
          "box",
          "app_shop",
          `create function refuse() returns event_trigger language plpgsql as
        $$ begin raise 'no new tables'; end $$; create event trigger refuse on ddl_command_start execute function refuse()`,
        ),
      () => pair.sql("box", "app_shop", "drop event trigger refuse; drop function refuse"),
      /^app_shop cannot write the last row into app_shop: the box: no new tables$/,
    ],
    [
      "a wrong password of an app",
      () => pair.sql("rds", "postgres", "alter role app_shop password 'rotated'"),
      () => pair.makeRdsDatabases(),
      /^shop could not log in on RDS: password authentication failed for user "app_shop"; run pulumi up, which sets its password$/,
    ],
    [
      "a wrong password of RDS's administrator",
      () => pair.sql("rds", "postgres", "alter role ladder password 'rotated'"),
      () => pair.sql("rds", "postgres", "alter role ladder password 'rds-administrator'"),
      /^RDS: .*password authentication failed for user "ladder"$/,
    ],
    [
      "sessions without TLS",
      () => hba("host all all all scram-sha-256"),
      () => hba("hostssl all all all scram-sha-256"),
      /^RDS lets sessions in without TLS: set rds.force_ssl to 1 in its parameter group$/,
    ],
    [
      "a missing role",
      () => pair.sql("rds", "postgres", "drop database app_shop; drop role app_shop"),
      () => pair.makeRdsDatabases(),
      /^RDS has no role app_shop: run pulumi up, which makes it$/,
    ],
    [
      "a missing database",
      () =>
        lost("create role app_lost", (document) => ({
          ...document,
          apps: [...document.apps, pairApp("lost")],
        })),
      () => lost("drop role app_lost"),
      /^the box has no database app_lost: run pulumi up, which makes it$/,
    ],
    [
      "an RDS that takes no writes, as when its storage is full",
      () => readOnly("on"),
      () => readOnly("off"),
      /^RDS: cannot execute \w+ \w+ in a read-only transaction$/,
    ],
    [
      "a prepared transaction",
      () =>
        pair
          .sql("box", "postgres", "alter system set max_prepared_transactions = 2")
          .then(() => restart("box"))
          .then(() =>
            pair.sql(
              "box",
              "app_shop",
              "begin; insert into written values (2, ''); prepare transaction 'left'",
            ),
          ),
      () => pair.sql("box", "app_shop", "rollback prepared 'left'"),
      /^app_shop has 1 prepared transaction\(s\): commit or roll them back \(pg_prepared_xacts\)$/,
    ],
    [
      "a text order that RDS does not have",
      () =>
        pair
          .docker(
            "exec",
            "--user",
            "0",
            pair.container("box"),
            "localedef",
            "-i",
            "fr_FR",
            "-f",
            "UTF-8",
            "fr_FR.UTF-8",
          )
          .then(() => restart("box"))
          .then(() =>
            pair.sql("box", "app_shop", "create collation french (provider = libc, locale = 'fr_FR.UTF-8')"),
          ),
      () => pair.sql("box", "app_shop", "drop collation french"),
      /^app_shop could not be copied: could not create locale "fr_FR.UTF-8": No such file or directory$/,
    ],
    [
      "data on RDS that no move brought there",
      () => pair.sql("rds", "app_shop", "create table somebodys (a int)"),
      () => pair.sql("rds", "app_shop", "drop table somebodys"),
      /^RDS already has a database app_shop with \d+ object\(s\) that no move brought there: rename it, or drop it when nobody needs it$/,
    ],
    [
      "too few connections",
      () => pair.sql("rds", "postgres", "alter system set max_connections = 9").then(() => restart("rds")),
      () => pair.sql("rds", "postgres", "alter system reset max_connections").then(() => restart("rds")),
      /^RDS has \d connections free and the move needs 7: close some, or take a larger one$/,
    ],
  ];

  let putBack: () => void = () => undefined;
  /** Another version's box.json, or the first one again. */
  const changed = (change?: (document: BoxDocument) => object) => {
    putBack();
    putBack = change ? pair.changeDocument(change) : () => undefined;
    return Promise.resolve();
  };
  const hba = async (line: string) => {
    const text = `local all rdsadmin trust\n${line}\n`;
    await output(
      "docker",
      ["exec", "-i", pair.container("rds"), "sh", "-c", "cat >/tmp/data/pg_hba.conf"],
      text,
    );
    await pair.sql("rds", "postgres", "select pg_reload_conf()");
  };
  /** A role on both servers, on RDS by the administrator's hand. */
  const lost = async (role: string, change?: (document: BoxDocument) => object) => {
    await changed(change);
    await pair.sql("box", "postgres", role);
    await pair.sql("rds", "postgres", `set role ladder; ${role}`);
  };
  const readOnly = async (value: "on" | "off") => {
    await pair.sql(
      "rds",
      "postgres",
      `set default_transaction_read_only = off; alter system set default_transaction_read_only = ${value}`,
    );
    await pair.sql("rds", "postgres", "select pg_reload_conf()");
  };
  const restart = async (home: "box" | "rds") => {
    await output("docker", ["restart", pair.container(home)]);
    await pair.ready(home);
  };

  /** With what the app sees at the same time. */
  const refused = async () => {
    const rows = await pair.sql("box", "app_shop", "select count(*) from written");
    return { rows, ...(await pair.move("to", "rds")) };
  };

  for (const [what, make, undo, said] of cases) {
    it(`for ${what}`, async () => {
      await make();
      const outcome = await refused().finally(undo);
      expect([outcome.status, outcome.rows], outcome.stderr).to.deep.equal([1, "1"]);
      expect(lastSentence(outcome.stderr)).to.match(said);
      expect(
        await pair.sql("box", "postgres", "select rolcanlogin from pg_roles where rolname = 'app_shop'"),
      ).to.equal("t");
      expect(pair.home).to.equal("box");
      expect(
        await pair.sql("rds", "postgres", "select count(*) from pg_database where datname ~ '^ladder'"),
      ).to.equal("0");
    });
  }

  it("and is done when nothing stands in its way any more", async () => {
    const { status, stderr } = await pair.move("to", "rds");
    expect(status, stderr).to.equal(0);
    expect(await pair.sql("rds", "app_shop", "select row, body from written")).to.equal("1|kept");
  });
});
