import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { RdsServer } from "../../rig/rds-server";
import type { Box } from "../../rig/box";
import { until, type Outcome } from "../../rig/command";
import { awsEnvironment, bundleOfRig } from "../../rig/differences";
import { ownBox } from "./own-box";
import { rig } from "../../rig/rig";
import { boxValues, render, secretValue } from "../../rig/stack-bundle";
import { portfolio, withApp, withDomain, type RigSettings } from "../../rig/stacks";
import { Writer } from "./writer";

export type Home = "box" | "rds";

const owners = ["todo", "watcher"];
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

/** A booted box beside a server that stands for RDS, an app that writes over HTTPS, and what of it was acknowledged. */
export class MovingBox {
  static readonly program = "/opt/ladder/current/programs/move";
  /** Rows of a table that makes a copy take long enough to be met in the middle. */
  static readonly ballast = 800_000;
  readonly host = "todo.rig.test";
  writer!: Writer;
  acknowledged: readonly string[] = [];

  private constructor(
    readonly box: Box,
    readonly rds: RdsServer,
    readonly bundle: string,
    readonly authority: string,
  ) {}

  static async start(name: string): Promise<MovingBox> {
    const { cloud } = rig();
    const address = rig().freeAddress();
    const rds = await startRds(address);
    const box = await ownBox(name, settings);
    await cloud.putParameter(rdsPassword, RdsServer.password);
    await box.start();
    const bundle = await bundleWithRds(box, address);
    await box.publish(bundle);
    await box.serves(bundle, 400);
    const authority = await box.exec("cat /data/ladder/caddy/data/caddy/pki/authorities/local/root.crt");
    const moving = new MovingBox(box, rds, bundle, authority);
    await moving.sql(
      "box",
      `create table ballast as select n, md5(n::text) body from generate_series(1, ${MovingBox.ballast}) n; alter table ballast owner to app_todo`,
    );
    return moving;
  }

  async remove(): Promise<void> {
    await this.rds.remove();
    await this.box.remove();
  }

  /** Of the app that writes, on RDS. */
  get password(): string {
    return secretValue(parameter("todo"));
  }

  sql(home: Home, text: string): Promise<string> {
    if (home === "rds") return this.rds.sql("app_todo", text);
    return this.box.exec(
      `docker exec ladder-postgres-1 psql -XqAt -v ON_ERROR_STOP=1 -U postgres -d app_todo -c "${text}"`,
    );
  }

  /** As root's shell on the machine, with what the machine's services know. */
  move(...args: readonly string[]): Promise<Outcome> {
    return this.box.try(`${awsEnvironment}; ${MovingBox.program} ${args.join(" ")}`);
  }

  async lastMove(): Promise<{ phase: string; error: string | null }> {
    const { stdout } = await this.move("status", "--json");
    return JSON.parse(stdout) as { phase: string; error: string | null };
  }

  beginWriting(title: string): void {
    this.writer = new Writer(this.box, title, { host: this.host, authority: this.authority });
  }

  /** More rows are acknowledged than now. */
  async writesAgain(seconds = 60): Promise<void> {
    const count = this.writer.acknowledged.length;
    await until("rows are written", seconds, async () => this.writer.acknowledged.length > count + 5);
  }

  /** All titles that were ever acknowledged are there exactly once. */
  async expectAllOnce(where: Home): Promise<void> {
    this.acknowledged = [...this.acknowledged, ...(await this.writer.stop())];
    const found = await this.sql(where, "select title || '|' || count(*) from todos group by title");
    const counts = new Map(found.split("\n").map((line) => line.split("|") as [string, string]));
    expect(this.acknowledged.filter((title) => counts.get(title) !== "1")).to.deep.equal([]);
  }

  async expectHome(where: Home): Promise<void> {
    expect(await this.box.exec("cat /data/ladder/state/data-home")).to.equal(where);
    const { host, authority } = this;
    expect((await this.box.ask({ host, path: "/health", authority })).status).to.equal(200);
    expect([await this.hasSessions("box"), await this.hasSessions("rds")]).to.deep.equal(
      where === "box" ? ["t", "f"] : ["f", "t"],
    );
  }

  private hasSessions(where: Home): Promise<string> {
    return this.sql(
      where,
      "select count(*) > 0 from pg_stat_activity where usename = 'app_todo' and application_name <> 'ladder-move'",
    );
  }
}

async function startRds(address: string): Promise<RdsServer> {
  const { name, label, folder } = rig();
  const container = `${name}-rds-${randomBytes(2).toString("hex")}`;
  const rds = new RdsServer({ name: container, network: name, address, label });
  await rds.start();
  const roles = owners.map((app) => ({
    ...{ name: `app_${app}`, role: `app_${app}`, connections: 10, password: secretValue(parameter(app)) },
  }));
  await rds.makeDatabases(roles, folder);
  return rds;
}
