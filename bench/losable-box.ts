import { randomBytes } from "node:crypto";
import { volumeFolder } from "../box/paths";
import type { Box } from "../rig/box";
import { rig } from "../rig/rig";
import { bundleOf } from "../rig/stack-bundle";
import { portfolio, withDomain, type RigSettings } from "../rig/stacks";
import type { Volume } from "../rig/volume";
import { BoxCli } from "../test/box-rig/box-cli";
import { sqlOnBox } from "../rig/box-sql";
import { answered, firstAnswer } from "../test/box-rig/first-answer";
import { ownBox } from "../test/box-rig/own-box";
import { smallRows } from "../test/move/seed";
import type { Recovered } from "./recovery-table";

const settings: RigSettings = {
  ...withDomain(portfolio),
  apps: portfolio.apps.filter(({ name }) => ["todo", "files", "site"].includes(name)),
};
const backups = "ladder-rig-backups";
const host = "todo.rig.test";
const note = volumeFolder("files", "files") + "/bench";
const dump = "/data/bench.dump";

/** A box with data and one backup of it, which is lost and comes back, as often as wanted. */
export class LosableBox {
  private machines = 1;

  private constructor(
    private box: Box,
    private readonly visitor: Visitor,
    private readonly content: string,
    readonly databaseMb: number,
    readonly filesMb: number,
  ) {}

  static async made(scale: number): Promise<LosableBox> {
    await rig().cloud.makeBucket(backups);
    const box = await ownBox("recovery-1", settings);
    await box.start();
    await box.serves(await bundleOf(settings, box.address), 580);
    const visitor = await visitorOf(box);
    await psql(box, `set role app_todo; ${smallRows(Math.round(200_000 * scale))}`);
    await box.exec(`head -c ${Math.round(20 * scale)}M /dev/urandom >${note}; sync`);
    const size = await psql(box, "select pg_database_size(current_database()) / 1048576.0");
    await box.exec("systemctl start ladder-backup.service");
    return new LosableBox(box, visitor, await contentOf(box), Number(size), 20 * scale);
  }

  /** Seconds of PostgreSQL's own program alone, from a file on the box into an empty database. */
  async bareRestore(): Promise<number> {
    await psql(this.box, "create database bare");
    await this.box.exec(`docker exec ladder-postgres-1 pg_dump -Fc -U postgres app_todo >${dump}`);
    const started = performance.now();
    const restore = "pg_restore -U postgres --exit-on-error -d bare";
    await this.box.exec(`docker exec -i ladder-postgres-1 ${restore} <${dump}`);
    const seconds = (performance.now() - started) / 1000;
    await this.box.exec(`rm ${dump}`);
    await psql(this.box, "drop database bare");
    return seconds;
  }

  /** Its power goes, and another machine gets its volume. */
  async losesMachine(): Promise<Pick<Recovered, "withVolume">> {
    await this.box.cutPower();
    const { volume } = this.box;
    this.box.volume = undefined;
    await this.replace(volume);
    const withVolume = await this.secondsTo(true);
    await this.expectData();
    return { withVolume };
  }

  /** Nothing but the buckets is left. */
  async losesEverything(): Promise<Omit<Recovered, "withVolume">> {
    await this.replace();
    const empty = await this.secondsTo(false);
    await this.box.serves(await bundleOf(settings, this.box.address), 580);
    const restore = await BoxCli.for(this.box, "restore");
    const started = Date.now();
    const { exitCode, stderr } = await restore.run(["to", "--all", "--replace"]);
    if (exitCode !== 0) throw new Error(stderr);
    const seconds = (Date.now() - started) / 1000;
    const whole = await this.secondsTo(true);
    await this.expectData();
    return { empty, restore: seconds, whole };
  }

  private async replace(volume?: Volume): Promise<void> {
    await this.box.remove();
    this.machines += 1;
    this.box = await ownBox(`recovery-${this.machines}`, settings, volume);
    await this.box.start();
  }

  /** Since the machine was switched on. Nobody asks for the data while there is none: the app would keep that answer. */
  private async secondsTo(withData: boolean): Promise<number> {
    const { cookie, title } = this.visitor;
    const time = withData
      ? await firstAnswer(
          this.box,
          { host, path: "/api/todos", headers: { cookie } },
          ({ status, body }) => status === 200 && body.includes(title),
        )
      : await firstAnswer(this.box, { host, path: "/health" });
    return (time - this.box.bootedAt) / 1000;
  }

  private async expectData(): Promise<void> {
    const content = await contentOf(this.box);
    if (content !== this.content)
      throw new Error(`what came back is not what was there: ${content} instead of ${this.content}`);
  }
}

/** Somebody who wrote something down, and is known by a cookie that the stack's own secret has signed. */
interface Visitor {
  readonly cookie: string;
  readonly title: string;
}

async function visitorOf(box: Box): Promise<Visitor> {
  const title = `kept ${randomBytes(6).toString("hex")}`;
  const ask = { host, path: "/api/todos", body: JSON.stringify({ title }) };
  const { headers } = await answered(box, ask, ({ status }) => status === 201);
  const cookie = headers["set-cookie"]?.[0]?.split(";")[0];
  if (cookie === undefined) throw new Error("the app gave its visitor no cookie");
  return { cookie, title };
}

function psql(box: Box, statement: string): Promise<string> {
  return sqlOnBox(box, "app_todo", statement);
}

/** Of the largest table and the app's file. */
async function contentOf(box: Box): Promise<string> {
  const rows = await psql(box, "select count(*) || ' ' || sum(hashtext(body)::bigint) from level0");
  return `${rows} ${(await box.exec(`sha256sum <${note}`)).trim()}`;
}
