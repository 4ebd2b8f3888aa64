import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Box } from "../../rig/box";
import { deploy, sharedBox } from "./shared-box";
import { portfolio, withApp } from "../../rig/stacks";

/** Steps, each committed by itself, that may be run again, as every migration must; after them it may fail. */
function migration(steps: readonly number[], failure = ""): string {
  return (
    `node migrate.js && node -e 'const {Client}=require("pg");(async()=>{const c=new Client(process.env.DATABASE_URL);` +
    `await c.connect();await c.query("create table if not exists halfway (step int primary key, run uuid default gen_random_uuid())");` +
    `for(const s of [${steps.join()}])await c.query("insert into halfway values ($1) on conflict do nothing",[s]);` +
    `${failure}await c.end()})()'`
  );
}

describe("an update that", () => {
  let box: Box;

  beforeEach(async () => {
    box = await sharedBox();
  });

  const containers = () => box.exec("docker ps --all --no-trunc --format '{{.ID}} {{.Names}}' | sort");
  const sql = (statement: string) =>
    box.exec(`docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc '${statement}'`);

  /** Every answer of an app while the work goes on, each kind once. */
  const answersDuring = async (app: string, work: () => Promise<unknown>): Promise<readonly string[]> => {
    const seen = new Set<string>();
    let over = false;
    const asking = (async () => {
      while (!over) {
        const { status, body } = await box.ask({ host: box.host(app) });
        seen.add(`${status} ${body}`);
        await setTimeout(50);
      }
    })();
    await work().finally(() => (over = true));
    await asking;
    return [...seen];
  };

  it("names a wrong health path says so and is taken back, and the old version answers all the time", async () => {
    const before = await containers();
    const seen = await answersDuring("whoami", async () => {
      const changed = { image: "traefik/whoami:v1.11.0", health: "/no/such/path" };
      const result = await deploy(withApp(portfolio, "whoami", changed));
      expect([result.ok, result.apps["whoami"]]).to.deep.equal([false, "healthy"]);
      expect(result.error).to.match(
        /^whoami: the new version did not become healthy \(its health check says: .*404.*\) and was removed; the old one serves$/,
      );
    });
    expect(seen).to.deep.equal(["200 version 1\n"]);
    expect(await containers()).to.equal(before);
  });

  it("migrates halfway leaves the old version serving; the next one goes on from what was committed", async () => {
    const body = '{"title":"before the migration"}';
    expect((await box.ask({ host: box.host("todo"), path: "/api/todos", body })).status).to.equal(201);
    const [before, todos] = [await containers(), await sql("select * from todos order by id")];
    const halfway = withApp(portfolio, "todo", {
      env: { APP_TITLE: "Halfway" },
      migrate: migration([1, 2], 'await c.query("select 1/0");'),
    });
    const { ok, error } = await deploy(halfway);
    expect([ok, error]).to.deep.equal([false, "todo is not migrated"]);
    expect(await containers()).to.equal(before);
    expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Todo</title>");
    expect(await sql("select * from todos order by id")).to.equal(todos);
    const committed = await sql("select * from halfway order by step");
    expect(committed.split("\n").map((line) => line.split("|")[0])).to.deep.equal(["1", "2"]);
    const whole = withApp(portfolio, "todo", { env: { APP_TITLE: "Whole" }, migrate: migration([1, 2, 3]) });
    expect((await deploy(whole)).error).to.equal("");
    expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Whole</title>");
    expect(await sql("select * from halfway where step < 3 order by step")).to.equal(committed);
    expect(await sql("select count(*) from halfway")).to.equal("3");
    expect(await sql("select * from todos order by id")).to.equal(todos);
  });
});
