import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Box, Result } from "../../rig/box";
import { until } from "../../rig/command";
import { sqlOnBox } from "../../rig/box-sql";
import { deployTo, ownBox } from "./own-box";
import { sample, sampled } from "./sample";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, type RigSettings } from "../../rig/stacks";

const newer: RigSettings = { ...portfolio, box: { ...(portfolio["box"] as object), postgres: 18 } };
const folders = "/data/ladder/postgres";

/** SQL from test/box-rig/data. */
const sqlFile = (name: string) => readFileSync(join(__dirname, "data", name), "utf8");

/** Steps of the upgrade, as upgrade-postgres names them in the journal. */
const steps = [
  "making the folder of 18",
  "starting PostgreSQL 18",
  "stopping the apps with a database",
  "starting PostgreSQL 17 alone",
  "copying",
  "comparing",
  "switching",
];

describe(`PostgreSQL's major upgrade (${sampled})`, () => {
  let box: Box;

  before(async () => {
    box = await ownBox("upgrade", portfolio);
    await box.start();
    await box.serves(await bundleOf(portfolio, box.address));
    await sql("postgres", sqlFile("roles.sql"));
    await sql("postgres", "create database every owner keeper");
    await sql("every", sqlFile("every-kind.sql"));
  });

  after(() => box.remove());

  const sql = (database: string, text: string) => sqlOnBox(box, database, text);
  const major = () => sql("postgres", "select current_setting('server_version_num')::int / 10000");
  const addTodo = (title: string) =>
    box.ask({ host: box.host("todo"), path: "/api/todos", body: JSON.stringify({ title }) });
  const titles = async () => (await sql("app_todo", "select title from todos order by id")).split("\n");
  const upgrade = () => deployTo(box, newer);
  const contents = async () => {
    const file = await box.exec("cat /opt/ladder/current/programs/fingerprint.sql");
    return [await sql("every", file), await sql("app_todo", file)].join("\n");
  };

  /** The old server serves, apps answer, and nothing of the attempt is left. */
  const expectOld = async (result: Result, reason: RegExp) => {
    expect(result.error).to.match(reason);
    expect(result.ok).to.equal(false);
    await until("the apps are healthy again", 120, async () =>
      /^healthy\nrunning$/.test(
        await box.exec(
          "docker inspect -f '{{.State.Health.Status}}' $(docker ps -aq --filter label=com.docker.compose.service=todo); docker inspect -f '{{.State.Status}}' $(docker ps -aq --filter label=com.docker.compose.service=watcher)",
        ),
      ),
    );
    expect(await major()).to.equal("17");
    expect((await addTodo("after a failed upgrade")).status).to.equal(201);
    expect(
      await box.exec(
        `find ${folders}/18* 2>/dev/null || true; ls /data/ladder/state; docker ps -a --format '{{.Names}}'`,
      ),
    ).not.to.match(/upgrade|PG_VERSION/);
  };

  it("is refused before anything is changed when the copy does not fit", async () => {
    const before = await box.exec("docker ps -q | sort");
    await box.exec("fallocate -l $(($(df --output=avail -B1 /data | tail -n 1) - 200000000)) /data/filler");
    const result = await upgrade();
    await box.exec("rm /data/filler");
    await expectOld(
      result,
      /^PostgreSQL 17 cannot become 18: the copy needs \d+ MB of \/data and 1\d\d MB are free; raise box.dataGb or set/,
    );
    expect(await box.exec("docker ps -q | sort")).to.equal(before);
  });

  it("that meets what cannot be copied says what, and the old server serves on", async () => {
    // Its check finds the other table only with the owner's search path, which no restore has.
    await sql(
      "app_watcher",
      `create table allowed (a int); insert into allowed values (1);
       create function is_allowed(int) returns bool language plpgsql as 'begin return exists (select from allowed where a = $1); end';
       create table checked (a int check (is_allowed(a))); insert into checked values (1);`,
    );
    const result = await upgrade();
    await expectOld(
      result,
      /^PostgreSQL 17 did not become 18 and serves on: copying: pg_restore: error: .*relation "allowed" does not exist/,
    );
    await sql("app_watcher", "drop table checked, allowed; drop function is_allowed");
  });

  for (const step of sample(steps)) {
    it(`that a power cut ends while ${step}: the box comes back, is on 18 in the end, and every acknowledged row is there`, async () => {
      const acknowledged = [`before ${step}`, `more before ${step}`];
      for (const title of acknowledged) expect((await addTodo(title)).status).to.equal(201);
      const bundle = await bundleOf(newer, box.address);
      await box.exec("journalctl --rotate -q; journalctl --vacuum-time=1s -q");
      await box.publish(bundle);
      await box.exec("rm /run/ladder/result.json; systemctl start --no-block ladder-update");
      await until(step, 200, async () => (await box.journal(500)).includes(`upgrade: ${step}`));
      await box.cutPower();
      await box.start();
      expect((await box.serves(bundle)).apps["todo"]).to.equal("healthy");
      expect(await major()).to.equal("18");
      expect(await titles()).to.include.members(acknowledged);
      expect((await addTodo(`on 18 after ${step}`)).status).to.equal(201);
      await backTo17();
    });
  }

  /** As docs/operate.md says. */
  const backTo17 = async () => {
    await box.exec(
      `docker stop $(docker ps -aq --filter label=com.docker.compose.service=todo) $(docker ps -aq --filter label=com.docker.compose.service=watcher) ladder-postgres-1 && mv ${folders}/18 ${folders}/18.away`,
    );
    await box.exec("rm /run/ladder/result.json");
    expect((await deployTo(box, portfolio)).error).to.equal("");
    await box.exec(`rm -r ${folders}/18.away`);
    expect(await major()).to.equal("17");
  };

  it("keeps everything: rows, sequences, large objects, roles, rights and settings, and keeps the old folder", async () => {
    const before = await contents();
    const result = await upgrade();
    expect([result.error, result.apps["todo"], result.apps["watcher"]]).to.deep.equal([
      "",
      "healthy",
      "running",
    ]);
    expect(await major()).to.equal("18");
    expect(await contents()).to.equal(before);
    expect(await box.exec(`cat ${folders}/*/PG_VERSION`)).to.equal("17\n18");
    expect(await box.journal(400)).to.match(
      /the folder of 17 is kept in \/data\/ladder\/postgres\/17 \(\d+M\)/,
    );
    console.log(
      (await box.journal(400))
        .split("\n")
        .filter((line) => line.includes("upgrade: "))
        .join("\n"),
    );
  });

  it("is not undone by setting the older major, which is refused with what to do", async () => {
    const result = await deployTo(box, portfolio);
    expect(result.error).to.match(
      /^box.postgres is 17, but the data is in PostgreSQL 18 .* set box.postgres to 18/,
    );
    expect(await major()).to.equal("18");
    expect((await addTodo("still on 18")).status).to.equal(201);
    await backTo17();
  });
});
