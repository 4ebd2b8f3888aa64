import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { copyObjects } from "../../cli/move-app/copy-objects";
import { abortMove, moveApp, retireMove, type Ways } from "../../cli/move-app/move";
import { answerOf, type Side, type Step } from "../../cli/move-app/side";
import { UserMistake } from "../../cli/run-command";
import { Cloud } from "../../rig/cloud";
import { Pair, type Home, type PairApp, type PairServers } from "../move/pair";
import { RunningMove } from "../move/running-move";

const { LADDER_RIG_CACHE: cache = "", LADDER_RIG_SLOT: slot = "0" } = process.env;

export type Name = "dev" | "prod";
/** Called when a step has begun on a box. */
export type OnStep = (step: Step, stack: Name, run: RunningMove) => void;

/** Two stacks with a box's PostgreSQL and a bucket of backups each, and the operator's part of the command between them. */
export class TwoStacks {
  readonly pairs: Readonly<Record<Name, Pair>>;
  readonly said: string[] = [];
  onStep: OnStep = () => undefined;
  /** Bytes of a copy between buckets in parts; undefined for S3's own. */
  partBytes?: number;
  private readonly cloud = new Cloud(join(cache, "moto/bin/moto_server"), "127.0.0.1", 4700 + Number(slot));
  private runs = 0;

  constructor(
    readonly apps: readonly PairApp[],
    servers: Partial<Record<Name, PairServers>> = {},
  ) {
    const dev = new Pair(apps, servers.dev);
    let prod = new Pair(apps, servers.prod);
    // Their networks must not be the same one.
    while (prod.address("box") === dev.address("box")) prod = new Pair(apps, servers.prod);
    this.pairs = { dev, prod };
  }

  async start(): Promise<void> {
    const { dev, prod } = this.pairs;
    await Promise.all([dev.start(), prod.start(), this.cloud.start()]);
    for (const name of ["dev", "prod"] as const) {
      await this.cloud.makeBucket(bucketOf(name));
      this.pairs[name].changeDocument((document) => ({ ...document, stack: name }));
      const values = join(this.pairs[name].folder, "version/values.env");
      appendFileSync(values, `REGION=us-east-1\nBACKUP_BUCKET=${bucketOf(name)}\n`);
    }
    Object.assign(process.env, this.aws);
  }

  async stop(): Promise<void> {
    await Promise.all([this.pairs.dev.stop(), this.pairs.prod.stop()]);
    this.cloud.stop();
  }

  private get aws(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.cloud.endpoint,
      AWS_ACCESS_KEY_ID: "rig",
      AWS_SECRET_ACCESS_KEY: "rig",
    };
  }

  /** A step on a box, as box-command starts it there. */
  private side(stack: Name): Side {
    return {
      stack,
      ask: async (step, ...args) => {
        const environment = { ...this.pairs[stack].environment, ...this.aws };
        const run = new RunningMove(
          ["-B", join(process.cwd(), "box/programs/move-app"), step, ...args],
          environment,
        );
        this.onStep(step, stack, run);
        const { status, stdout, stderr } = await run.ended;
        if (status === null) throw new UserMistake(`${stack}: ${step} was killed`, 125);
        return answerOf(stack, status, stdout, stderr);
      },
    };
  }

  private ways(app: PairApp, from: Name, to: Name): Ways {
    return {
      app: app.name,
      from: this.side(from),
      to: this.side(to),
      copy: (buckets, keys) => copyObjects({ region: "us-east-1" }, buckets, keys, this.partBytes),
      say: (sentence) => void this.said.push(sentence),
    };
  }

  /** The command; undefined when it ended well, otherwise what it said. */
  move(app: PairApp, from: Name, to: Name, options: { replace?: true; dryRun?: true } = {}) {
    const { replace = false, dryRun = false } = options;
    this.runs += 1;
    return told(moveApp(this.ways(app, from, to), { run: this.lastRun, replace, dryRun }));
  }

  get lastRun(): string {
    return `20261121_${this.runs.toString(16).padStart(6, "0")}`;
  }

  /** What the box of the first app answers to steps of the last run that come after all. */
  async late(stack: Name, ...steps: readonly Step[]): Promise<readonly (string | undefined)[]> {
    const { [0]: app } = this.apps;
    const other = stack === "dev" ? "prod" : "dev";
    const answers: (string | undefined)[] = [];
    for (const step of steps)
      answers.push(
        await told(this.side(stack).ask(step, app?.name ?? "", this.lastRun, "--other", other, "--replace")),
      );
    return answers;
  }

  abort(app: PairApp, from: Name, to: Name) {
    return told(abortMove(this.ways(app, from, to)));
  }

  retire(app: PairApp, from: Name, to: Name) {
    return told(retireMove(this.ways(app, from, to)));
  }

  sql(stack: Name, database: string, text: string): Promise<string> {
    return this.pairs[stack].sql("box", database, text);
  }

  /** Databases of a box beside PostgreSQL's own, and the roles of apps that may log in. */
  async state(stack: Name): Promise<string> {
    const databases =
      "select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '^(app|ladder)'";
    const roles =
      "select coalesce(string_agg(rolname, ' ' order by rolname), '') from pg_roles where rolcanlogin and rolname ~ '^app'";
    return `${await this.sql(stack, "postgres", databases)}; ${await this.sql(stack, "postgres", roles)}`;
  }

  /** As the last run has them on the way. */
  leaveObject(stack: Name): Promise<void> {
    return this.cloud.putObject(`backups/move-${this.lastRun}/part.json`, "{}", bucketOf(stack));
  }

  async objects(): Promise<readonly string[]> {
    const keys = (["dev", "prod"] as const).map((name) => this.cloud.keys("backups/", bucketOf(name)));
    return (await Promise.all(keys)).flat();
  }

  /** For a writer that asks whichever of the two boxes lets it in; `reading` is where its rows are counted. */
  either(reading: () => Name) {
    let next: Name = reading();
    return {
      sql: (_: Home, database: string, text: string) => this.sql(reading(), database, text),
      address: () => {
        const { [next]: pair } = this.pairs;
        next = next === "dev" ? "prod" : "dev";
        return pair.address("box");
      },
    };
  }
}

function bucketOf(name: Name): string {
  return `ladder-${name}-backups`;
}

async function told(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    return error.message;
  }
}
