import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cloud } from "../../rig/cloud";
import { outcomeOf, type Outcome } from "../../rig/command";
import { Pair, type PairApp, type PairServers } from "../move/pair";
import { RunningMove } from "../move/running-move";

const { LADDER_RIG_CACHE: cache = "", LADDER_RIG_SLOT: slot = "0" } = process.env;

/** What the programs write down about themselves. */
export interface BackupState {
  readonly lastVerified?: {
    readonly id: string;
    readonly databases: number;
    readonly volumes: number;
    readonly shrunk: readonly string[];
  };
  readonly lastRun?: { readonly ok: boolean; readonly error: string };
  readonly lastCopied?: { readonly id: string };
  readonly lastCopy?: { readonly ok: boolean; readonly error: string };
  readonly lastDrill?: { readonly ok: boolean; readonly error: string; readonly id?: string };
}

/** A pair of servers with a bucket for backups. */
export class BackedUp {
  static readonly bucket = "ladder-pair-backups";
  readonly cloud = new Cloud(join(cache, "moto/bin/moto_server"), "127.0.0.1", 4700 + Number(slot));
  readonly pair: Pair;

  constructor(apps: readonly PairApp[], servers: PairServers = {}) {
    this.pair = new Pair(apps, servers);
  }

  async start(): Promise<void> {
    await Promise.all([this.pair.start(), this.cloud.start()]);
    await this.cloud.makeBucket(BackedUp.bucket);
    const values = join(this.pair.folder, "version/values.env");
    appendFileSync(values, `REGION=us-east-1\nBACKUP_BUCKET=${BackedUp.bucket}\n`);
  }

  /** The cloud first: a pair that never started cannot be stopped, and the run would not end while the cloud does. */
  async stop(): Promise<void> {
    this.cloud.stop();
    await this.pair.stop();
  }

  private get environment(): Readonly<Record<string, string>> {
    return { ...this.pair.environment, ...this.aws };
  }

  /** Variables that lead AWS's clients to the bucket. */
  get aws(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.cloud.endpoint,
      AWS_ACCESS_KEY_ID: "rig",
      AWS_SECRET_ACCESS_KEY: "rig",
    };
  }

  begin(
    program: "backup" | "copy-backups" | "restore" | "upload-wal",
    ...args: readonly string[]
  ): RunningMove {
    return new RunningMove(["-B", join(process.cwd(), "box/programs", program), ...args], this.environment);
  }

  backup(): Promise<Outcome> {
    return this.begin("backup", "make").ended;
  }

  copy(): Promise<Outcome> {
    return this.begin("copy-backups").ended;
  }

  restore(...args: readonly string[]): Promise<Outcome> {
    return this.begin("restore", ...args).ended;
  }

  /** The identifier of a backup that is made now. */
  async made(): Promise<string> {
    const { status, stderr } = await this.backup();
    if (status !== 0) throw new Error(stderr);
    return this.state.lastVerified?.id ?? "";
  }

  get state(): BackupState {
    const file = join(this.pair.folder, "state/backups.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as BackupState) : {};
  }

  /** Keys of all objects, without the prefix. */
  async keys(): Promise<readonly string[]> {
    const keys = await this.cloud.keys("backups/", BackedUp.bucket);
    return keys.map((key) => key.replace(/^backups\//, ""));
  }

  async identifiers(): Promise<readonly string[]> {
    const manifests = (await this.keys()).filter((key) => key.endsWith("/manifest.json"));
    return manifests.map((key) => key.split("/")[0] ?? "");
  }

  /** Keys of what point-in-time recovery has, without the prefix. */
  async points(): Promise<readonly string[]> {
    const keys = await this.cloud.keys("point-in-time/", BackedUp.bucket);
    return keys.map((key) => key.replace(/^point-in-time\//, ""));
  }

  point(key: string): Promise<Buffer> {
    return this.cloud.object(`point-in-time/${key}`, BackedUp.bucket);
  }

  /** Without what its metadata says. */
  putPoint(key: string, content: Buffer): Promise<void> {
    return this.cloud.putObject(`point-in-time/${key}`, content, BackedUp.bucket);
  }

  object(key: string): Promise<Buffer> {
    return this.cloud.object(`backups/${key}`, BackedUp.bucket);
  }

  put(key: string, content: string | Buffer): Promise<void> {
    return this.cloud.putObject(`backups/${key}`, content, BackedUp.bucket);
  }

  remove(key: string): Promise<void> {
    return this.cloud.removeObject(`backups/${key}`, BackedUp.bucket);
  }

  /** Another bucket in the version's values; returns what brings this one back. */
  changeBucket(bucket: string): () => void {
    const file = join(this.pair.folder, "version/values.env");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(BackedUp.bucket, bucket));
    return () => writeFileSync(file, text);
  }

  /** What a run of any moment may leave behind on the box's server and in Docker. */
  async remains(): Promise<string> {
    const databases = await this.pair.sql(
      "box",
      "postgres",
      "select coalesce(string_agg(datname, ' ' order by datname), '') from pg_database where datname like 'ladder%'",
    );
    const name = `name=${this.pair.project}-move`;
    const { stdout } = await outcomeOf("docker", ["ps", "--all", "--quiet", "--filter", name]);
    return databases + stdout.trim();
  }
}
