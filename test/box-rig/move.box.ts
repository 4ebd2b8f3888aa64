import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { RdsServer } from "../move/rds-server";
import type { Box } from "./box";
import { until } from "./command";
import { awsEnvironment, bundleOfRig } from "./differences";
import { ownBox } from "./own-box";
import { rig } from "./rig";
import { boxValues, render, secretValue } from "./stack-bundle";
import { portfolio, withApp, withDomain, type RigSettings } from "./stacks";
import { Writer } from "./writer";

const owners = ["todo", "watcher"];
/** So that a copy takes long enough to be met in the middle. */
const ballast = 300_000;

// The certificate of the server that stands for RDS is from no authority.
const tls = { databaseTls: "no-verify" };
const settings: RigSettings = withDomain(
  withApp(
    withApp({ ...portfolio, apps: portfolio.apps.filter(({ name }) => name !== "paste") }, "todo", tls),
    "watcher",
    tls,
  ),
);

const parameter = (app: string) => `/ladder/rig/apps/${app}/DATABASE_PASSWORD`;
const rdsPassword = "/ladder/rig/box/RDS_PASSWORD";

/** What the stack's bundle is while both homes are there. */
async function bundleWithRds(box: Box, rdsHost: string): Promise<string> {
  const { files } = await render(settings);
  const document = JSON.parse(files["box.json"] ?? "") as object;
  const rds = { port: 5432, admin: "ladder", storageGb: 20, passwordParameter: rdsPassword };
  const dataHome = { fresh: "box", reachable: ["box", "rds"], rds };
  const changed = { ...files, "box.json": JSON.stringify({ ...document, dataHome }) };
  return bundleOfRig(changed, { ...boxValues(box.address), rdsHost });
}

describe("A box whose databases move", () => {
  let box: Box;
  let rds: RdsServer;
  let bundle: string;
  let authority: string;
  let writer: Writer;
  let acknowledged: readonly string[] = [];
  const host = "todo.rig.test";

  before(async () => {
    const { name, label, freeAddress, cloud, folder } = rig();
    const address = freeAddress();
    rds = new RdsServer({
      name: `${name}-rds-${randomBytes(2).toString("hex")}`,
      network: name,
      address,
      label,
    });
    await rds.start();
    const roles = owners.map((app) => ({
      ...{ name: `app_${app}`, role: `app_${app}`, connections: 10, password: secretValue(parameter(app)) },
    }));
    await rds.makeDatabases(roles, folder);
    box = await ownBox("move", settings);
    await cloud.putParameter(rdsPassword, RdsServer.password);
    await box.start();
    bundle = await bundleWithRds(box, address);
    await box.publish(bundle);
    await box.serves(bundle, 400);
    authority = await box.exec("cat /data/ladder/caddy/data/caddy/pki/authorities/local/root.crt");
    await boxSql(
      `create table ballast as select n, md5(n::text) body from generate_series(1, ${ballast}) n; alter table ballast owner to app_todo`,
    );
  });

  after(async () => {
    await rds.remove();
    await box.remove();
  });

  const boxSql = (text: string) =>
    box.exec(
      `docker exec ladder-postgres-1 psql -XqAt -v ON_ERROR_STOP=1 -U postgres -d app_todo -c "${text}"`,
    );
  const sql = (home: string, text: string) => (home === "rds" ? rds.sql("app_todo", text) : boxSql(text));
  const home = () => box.exec("cat /data/ladder/state/data-home");
  const program = "/opt/ladder/current/programs/move";
  /** As root's shell on the machine, with what the machine's services know. */
  const move = (...args: readonly string[]) => box.try(`${awsEnvironment}; ${program} ${args.join(" ")}`);
  const lastMove = async () =>
    JSON.parse((await move("status", "--json")).stdout) as { phase: string; error: string | null };
  const sessions = (where: string) =>
    sql(
      where,
      "select count(*) > 0 from pg_stat_activity where usename = 'app_todo' and application_name <> 'ladder-move'",
    );

  function beginWriting(title: string): void {
    writer = new Writer(box, title, { host, authority });
  }

  /** All titles that were ever acknowledged are there exactly once. */
  async function expectAllOnce(where: string) {
    acknowledged = [...acknowledged, ...(await writer.stop())];
    const found = await sql(where, "select title || '|' || count(*) from todos group by title");
    const counts = new Map(found.split("\n").map((line) => line.split("|") as [string, string]));
    expect(acknowledged.filter((title) => counts.get(title) !== "1")).to.deep.equal([]);
  }

  async function expectHome(where: "box" | "rds") {
    expect(await home()).to.equal(where);
    expect((await box.ask({ host, path: "/health", authority })).status).to.equal(200);
    expect([await sessions("box"), await sessions("rds")]).to.deep.equal(
      where === "box" ? ["t", "f"] : ["f", "t"],
    );
  }

  /** Under load of an app that writes and of one without a database. */
  async function moveUnderLoad(to: "box" | "rds") {
    beginWriting(`to ${to} ${acknowledged.length}`);
    const asking = {
      host: "whoami.rig.test",
      authority,
      path: "/bench",
      accepted: 200,
      body: () => undefined,
    };
    const other = new Writer(box, "no database", asking);
    await until("rows are written", 60, () => Promise.resolve(writer.acknowledged.length > 5));
    const { status, stderr } = await move("to", to);
    expect(status, stderr).to.equal(0);
    const count = writer.acknowledged.length;
    await until("rows are written again", 60, () => Promise.resolve(writer.acknowledged.length > count + 5));
    await other.stop();
    expect(other.refused, "requests of an app without a database that failed").to.deep.equal([]);
    await expectAllOnce(to);
    console.log(
      `      to ${to}: ${writer.acknowledged.length} acknowledged writes, ${writer.refused.length} requests refused, the longest took ${writer.longestMs} ms; others ${other.acknowledged.length}, none refused`,
    );
    expect(
      Math.max(0, ...writer.refused.map(({ ms }) => ms)),
      "refused before Caddy's patience ended",
    ).to.satisfy((ms: number) => ms === 0 || ms >= 30_000);
  }

  it("goes on serving over HTTPS, from RDS then; every write is there once, and no request fails that could wait", async () => {
    await moveUnderLoad("rds");
    await expectHome("rds");
    expect(await sql("rds", "select count(*) from ballast")).to.equal(String(ballast));
  });

  it("refuses to open the databases that stayed behind, and says that there is nothing to move", async () => {
    const request = Buffer.from(JSON.stringify({ command: "psql", app: "todo", args: [] })).toString(
      "base64",
    );
    const asked = await box.try(`/opt/ladder/current/programs/box-command direct ${request}`);
    expect([asked.status, asked.stderr]).to.deep.equal([
      125,
      "box: the databases of this stack are not on the box\n",
    ]);
    expect((await move("to", "rds")).stderr).to.contain("move: the data is on rds already\n");
  });

  it("stays where its data is when it starts anew", async () => {
    await box.reboot();
    await box.serves(bundle);
    await expectHome("rds");
  });

  it("is where it was, and serves by itself, when a power cut ends the copy home", async () => {
    beginWriting("before the cut");
    await until("rows are written", 60, () => Promise.resolve(writer.acknowledged.length > 5));
    await box.exec(`${awsEnvironment}; setsid ${program} to box >/run/move.log 2>&1 &`);
    await until("the largest table is on its way", 200, async () =>
      (await box.try("cat /run/move.log")).stdout.includes("copying public.ballast"),
    );
    await box.cutPower();
    await box.start();
    const count = writer.acknowledged.length;
    await until("rows are written again", 300, () => Promise.resolve(writer.acknowledged.length > count + 5));
    await box.serves(bundle);
    await expectAllOnce("rds");
    await expectHome("rds");
    expect(await lastMove()).to.deep.include({ phase: "undone", error: "aborted" });
  });

  it("comes home with all of it", async () => {
    await moveUnderLoad("box");
    await expectHome("box");
    expect(await sql("box", "select count(*) from ballast")).to.equal(String(ballast));
    expect((await box.result())?.ok).to.equal(true);
  });
});
