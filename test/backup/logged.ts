import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { output, until } from "../../rig/command";
import type { PairServers } from "../move/pair";
import { pairApp } from "../move/pair";
import { BackedUp } from "./backed-up";

export interface Window {
  readonly from: string;
  readonly until: string;
  readonly line: string;
}

const app = pairApp("busy");

/** A box that keeps its log, with an app that writes numbered rows, each a transaction of its own. */
export class Logged extends BackedUp {
  private written = 0;

  constructor(servers: PairServers = {}) {
    super([app], { ...servers, keepsLog: true });
  }

  override async start(): Promise<void> {
    await super.start();
    await this.pair.seed("box", app, "create table written (n int primary key);");
  }

  /** Acknowledged writes; returns the last. */
  async write(count: number): Promise<number> {
    const first = this.written + 1;
    this.written += count;
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    await this.pair.sql(
      "box",
      "app_busy",
      numbers.map((n) => `insert into written values (${n});`).join("\n"),
    );
    return this.written;
  }

  numbers(database = "app_busy"): Promise<string> {
    return this.pair.sql("box", database, "select count(*) || ' to ' || max(n) from written");
  }

  /** A whole second after everything so far and before everything later. */
  async second(): Promise<string> {
    const clock = "select extract(epoch from clock_timestamp())";
    const now = async () => Number(await this.pair.sql("box", "postgres", clock));
    const second = Math.ceil(await now());
    await until("the second is over", 10, async () => (await now()) > second + 0.01);
    return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
  }

  /** As a minute does it: what was written is put aside. Returns the file that waits for its upload. */
  async putAside(): Promise<string> {
    const name = await this.pair.sql("box", "postgres", "select pg_walfile_name(pg_switch_wal())");
    const archived = "select coalesce(last_archived_wal, '') from pg_stat_archiver";
    await until(
      `${name} is put aside`,
      60,
      async () => (await this.pair.sql("box", "postgres", archived)) >= name,
    );
    return `${name}.gz`;
  }

  /** The file that PostgreSQL will put aside next, and another one that has its place. */
  async occupyNext(content: Buffer): Promise<string> {
    const name = await this.pair.sql(
      "box",
      "postgres",
      "select pg_walfile_name(pg_current_wal_insert_lsn())",
    );
    writeFileSync(this.fileOf(`${name}.gz`), content);
    return `${name}.gz`;
  }

  fileOf(segment: string): string {
    return join(this.pair.folder, "wal", segment);
  }

  /** Two minutes: the first looks at the moment, the second knows that everything until then is in the bucket. */
  async minutes(): Promise<void> {
    await this.upload();
    await this.putAside();
    await this.upload();
  }

  /** What the program said. */
  async upload(): Promise<string> {
    const { status, stderr } = await this.begin("upload-wal").ended;
    if (status !== 0) throw new Error(stderr);
    return stderr;
  }

  waiting(): readonly string[] {
    return readdirSync(join(this.pair.folder, "wal")).filter((name) => name.endsWith(".gz"));
  }

  async windows(): Promise<readonly Window[]> {
    const { stdout } = await this.restore("list");
    return (JSON.parse(stdout) as { windows: readonly Window[] }).windows;
  }

  restoredTo(time: string) {
    return this.restore("to", "--database", "app_busy", "--time", time, "--replace");
  }

  /** A new server with new databases, as an upgrade to another major puts one there; what waits of the one before. */
  async replaceServer(disk: string): Promise<readonly string[]> {
    const container = this.pair.container("box");
    await this.pair.docker("stop", container);
    const waiting = this.waiting();
    await output("rm", ["-rf", join(disk, "data")]);
    await this.pair.docker("start", container);
    await this.pair.ready("box");
    await this.pair.makeBoxDatabases();
    return waiting;
  }

  /** All of a stopped server's files, as a snapshot of its volume has them; returns what puts them back. */
  async snapshot(disk: string): Promise<() => Promise<void>> {
    const copy = `${disk}.snapshot`;
    const state = join(this.pair.folder, "state");
    const container = this.pair.container("box");
    await this.pair.docker("stop", container);
    await output("cp", ["-a", disk, copy]);
    await output("cp", ["-a", state, `${state}.snapshot`]);
    await this.pair.docker("start", container);
    await this.pair.ready("box");
    return async () => {
      await this.pair.docker("stop", container);
      await output("bash", [
        "-c",
        `rm -rf ${disk}/* ${state} && cp -a ${copy}/. ${disk} && cp -a ${state}.snapshot ${state}`,
      ]);
      await this.pair.docker("start", container);
      await this.pair.ready("box");
    };
  }
}
