import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Outcome } from "../../rig/command";
import { type Home, pairApp } from "../move/pair";
import { everyKind, smallRows } from "../move/seed";
import { BackedUp } from "./backed-up";

const apps = ["every", "rows"].map(pairApp);
const [every, rows] = apps as [(typeof apps)[0], (typeof apps)[0]];
const names = apps.map(({ database }) => database.name);
const fingerprint = readFileSync("box/programs/fingerprint.sql", "utf8");
const homes: readonly Home[] = ["box", "rds"];
const last = ({ stderr }: Outcome) => stderr.trim().split("\n").at(-1) ?? "";

/** Where the databases of its apps are now. */
function live({ pair }: BackedUp, home: Home): void {
  writeFileSync(join(pair.folder, "state/data-home"), `${home}\n`);
}

describe("A backup of one stack, restored into another", () => {
  const prod = new BackedUp(apps);
  const staging = new BackedUp(apps);
  const backups = new Map<Home, string>();
  let original: readonly string[] = [];

  const contents = ({ pair }: BackedUp, home: Home) =>
    Promise.all(names.map((name) => pair.sql(home, name, fingerprint)));

  before(async () => {
    await Promise.all([prod.start(), staging.pair.start()]);
    // It has no bucket of its own: nothing but the other's is asked.
    appendFileSync(join(staging.pair.folder, "version/values.env"), "REGION=us-east-1\n");
    await prod.pair.seed("box", every, everyKind());
    await prod.pair.seed("box", rows, smallRows(2000));
    original = await contents(prod, "box");
  });
  after(async () => {
    await staging.pair.stop();
    await prod.stop();
  });

  it("is made wherever the databases are: on the box, and on RDS, where they came by a restore", async () => {
    backups.set("box", await prod.made());
    live(prod, "rds");
    const done = await prod.restore("to", "--all");
    expect(done.status, done.stderr).to.equal(0);
    // On RDS nobody may read all rows of a table whose policy binds its owner, too.
    await prod.pair.sql("rds", "app_every", "alter table secret no force row level security");
    backups.set("rds", await prod.made());
    expect(await contents(prod, "rds")).to.deep.equal(original);
  });

  it("is not there for a box that was not allowed to read it", async () => {
    const refused = await staging.restore("list", "--of", "prod");
    expect([refused.status, last(refused)]).to.deep.equal([
      1,
      "restore: this box may not read the backups of 'prod': backups.others names its bucket; known are none",
    ]);
    staging.pair.changeDocument((document) => ({
      ...document,
      backups: { keep: 7, others: { prod: BackedUp.bucket } },
    }));
    const { stdout } = await staging.restore("list", "--of", "prod");
    const { backups: listed } = JSON.parse(stdout) as { backups: readonly { id: string }[] };
    expect(listed.map(({ id }) => id)).to.deep.equal([backups.get("rds"), backups.get("box")]);
    expect((await staging.restore("drill", "--of", "prod")).status).to.equal(2);
  });

  it("goes only where the other stack has the app, too", async () => {
    const lift = staging.pair.changeDocument((document) => ({ ...document, apps: document.apps.slice(1) }));
    const refused = await staging.restore("to", "--all", "--of", "prod", "--replace");
    lift();
    expect([refused.status, last(refused)]).to.deep.equal([
      1,
      "restore: no app of this stack has app_every: name with --app or --database what it has",
    ]);
  });

  for (const from of homes)
    for (const to of homes)
      it(`of databases on ${from} brings the same to databases on ${to}, which had others`, async () => {
        live(staging, to);
        await staging.pair.sql(to, "app_rows", "create table in_the_way (n int)");
        const args = ["to", "--all", "--of", "prod", "--backup", backups.get(from) ?? ""];
        const filled = await staging.restore(...args.with(1, "--database=app_rows"));
        expect(`${filled.status},${last(filled)}`).to.match(/^1,restore: app_rows holds \d+ object\(s\): /);
        const done = await staging.restore(...args, "--replace");
        expect(done.status, done.stderr).to.equal(0);
        expect(await contents(staging, to)).to.deep.equal(original);
        expect(await staging.pair.sql(to, "app_rows", "select to_regclass('in_the_way') is null")).to.equal(
          "t",
        );
      });
});
