import { expect } from "chai";
import { Pair, pairApp } from "./pair";
import { smallRows, written } from "./seed";
import { lastSentence, stateOf } from "./server-state";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];

describe("A copy is not published when", () => {
  const pair = new Pair(apps);

  before(async () => {
    await pair.start();
    await pair.seed("box", many, smallRows(20_000));
    await pair.seed("box", busy, written);
  });
  after(() => pair.stop());

  /** What becomes different between copy and comparison, and how the sentence ends. */
  const differences: readonly (readonly [string, string, RegExp])[] = [
    [
      "a row is another",
      "update level0 set body = body || '.' where id = 7",
      /only the first has rows public\.level0 20000 -?\d+$/,
    ],
    ["a row is missing", "delete from level5 where id = 1", /rows public\.level5 1000 -?\d+$/],
    [
      "a row is there twice",
      "alter table level5 drop constraint level5_pkey; insert into level5 select * from level5 where id = 3",
      /differs: Name: level5 level5_pkey; Type: CONSTRAINT/,
    ],
    [
      "a sequence is behind its table",
      "select setval('level5_id_seq', 1)",
      /sequence public\.level5_id_seq 1000 t$/,
    ],
    ["an index is missing", "drop index level0_body_idx", /differs: Name: level0_body_idx; Type: INDEX/],
    ["a table is missing", "drop table level5", /differs: Name: level5/],
    ["a right was added", "grant select on level0 to pg_monitor", /differs: Name: TABLE level0; Type: ACL/],
    [
      "a large object appeared",
      "set role app_rows; select lo_create(1)",
      /large objects with owner and rights/,
    ],
    [
      "a setting of the database is another",
      "alter database :copy set work_mem = '1MB'",
      /differs: Settings and rights of the database/,
    ],
    ["the row written last is missing", "delete from ladder_move.canary", /rows ladder_move\.canary 1 /],
  ];

  async function copied(): Promise<string> {
    for (const step of [["fence", "rds"], ["copy"]]) {
      const { status, stderr } = await pair.move(...step);
      expect(status, stderr).to.equal(0);
    }
    const copies = "select datname from pg_database where datname ~ '^ladder_move.*rows'";
    return pair.sql("rds", "postgres", copies);
  }

  async function expectUndone(said: RegExp) {
    const { status, stderr } = await pair.move("verify");
    expect([status, pair.home]).to.deep.equal([1, "box"]);
    expect(lastSentence(stderr), stderr).to.match(said);
    expect(await stateOf(pair, "box")).to.equal("app_busy app_rows; app_busy app_rows");
    expect(await stateOf(pair, "rds"), stderr).to.match(/; app_busy app_rows$/);
  }

  for (const [what, change, end] of differences) {
    it(`${what} in it`, async () => {
      const copy = await copied();
      await pair.sql("rds", copy, change.replace(":copy", `"${copy}"`));
      await expectUndone(new RegExp(`^the copy of app_rows is not the same: .*${end.source}`));
    });
  }

  it("a whole database is missing", async () => {
    const copy = await copied();
    await pair.sql("rds", "postgres", `drop database "${copy}"`);
    await expectUndone(/^app_rows cannot be read on RDS: .*does not exist$/);
  });

  it("it is not marked as whole", async () => {
    const copy = await copied();
    await pair.sql("rds", "postgres", `comment on database "${copy}" is 'ladder-move copying'`);
    await expectUndone(/^the copy of app_rows is not whole$/);
  });

  it("but the random key that pg_dump writes into every description makes no difference", async () => {
    const keys = "pg_dump --schema-only -U postgres app_rows | grep -c '^.restrict '";
    expect(await pair.docker("exec", pair.container("box"), "sh", "-c", keys)).to.equal("1");
    await copied();
    expect((await pair.move("verify")).status).to.equal(0);
    expect((await pair.move("abort")).status).to.equal(0);
  });
});
