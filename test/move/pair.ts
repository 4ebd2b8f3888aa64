import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresImage } from "../../plan/postgres-majors";
import { postgresService } from "../../box/compose/postgres-service";
import { samplePlan } from "../box/sample-plan";
import { secretFiles } from "../rendered/command";
import { outcomeOf, output, until, type Outcome } from "../../rig/command";
import { writeBoxFolder, type BoxDocument } from "./box-folder";
import { logVolume } from "./log-folder";
import { RdsServer } from "../../rig/rds-server";
import { RunningMove } from "./running-move";

export type Home = "box" | "rds";

const project = process.cwd();
const { password } = RdsServer;
const { LADDER_RIG_SLOT: slot = "0" } = process.env;

/** Apps whose databases are moved, as box.json has them. */
export interface PairApp {
  readonly name: string;
  readonly database: {
    readonly name: string;
    readonly role: string;
    /** Who logs in, when not the role: its password was rotated. */
    readonly login?: string;
    readonly connections: number;
  };
}

export function pairApp(name: string): PairApp {
  return { name, database: { name: `app_${name}`, role: `app_${name}`, connections: 10 } };
}

/** What is unusual about the servers. */
export interface PairServers {
  readonly boxMajor?: number;
  readonly rdsMajor?: number;
  /** The box keeps its log for point-in-time recovery. */
  readonly keepsLog?: boolean;
  /** Folders for the servers' data. */
  readonly disks?: Readonly<Record<Home, string>>;
}

/** The box's PostgreSQL and one that stands for RDS, each in a container of its own, and the box's folders around them. */
export class Pair {
  readonly project = `ladder-move-${randomBytes(3).toString("hex")}`;
  /** Made by start(): a run that only lists tests leaves nothing. */
  readonly folder = join(tmpdir(), this.project);
  private readonly subnet: string;
  private readonly rds: RdsServer;

  constructor(
    readonly apps: readonly PairApp[],
    private readonly servers: PairServers = {},
  ) {
    const number = createHash("sha256").update(this.project).digest()[0] ?? 0;
    // Runs side by side have numbers of their own, so that their networks never overlap.
    this.subnet = `10.214.${Number(slot) * 32 + (number % 32)}`;
    this.rds = new RdsServer({
      ...{ name: this.container("rds"), network: this.project, address: this.address("rds") },
      ...{ label: `ladder-move=${this.project}`, major: servers.rdsMajor, disk: servers.disks?.rds },
    });
  }

  async start(fresh: Home = "box"): Promise<void> {
    // By the second one the next run of this slot finds what a killed one left.
    const label = ["--label", `ladder-move=${this.project}`, "--label", `ladder-rig=${slot}`];
    await output("docker", ["network", "create", ...label, "--subnet", `${this.subnet}.0/24`, this.project]);
    mkdirSync(this.folder);
    const { keepsLog = false } = this.servers;
    writeBoxFolder(this.folder, { apps: this.apps, fresh, rdsHost: this.address("rds"), password, keepsLog });
    await Promise.all([this.startBox(), this.rds.start()]);
    await this.makeBoxDatabases();
    await this.makeRdsDatabases();
  }

  /** As the box's own program makes them. */
  makeBoxDatabases(): Promise<string> {
    const databases = this.apps.map(({ name, database }) => ({ name, database }));
    const passwords = Object.fromEntries(this.apps.map(({ name }) => [name, name]));
    return this.sql(
      "box",
      "postgres",
      secretFiles("database_sql", databases, password, passwords, this.home),
    );
  }

  address(home: Home): string {
    return `${this.subnet}.${home === "box" ? 10 : 20}`;
  }

  container(home: Home): string {
    return `${this.project}-${home === "box" ? "postgres" : "rds"}`;
  }

  private async startBox(): Promise<void> {
    const { boxMajor = 17, keepsLog = false } = this.servers;
    const plan = samplePlan();
    const backups = { ...plan.backups, pointInTimeDays: keepsLog ? 7 : 0 };
    const service = { ...postgresService({ ...plan, backups }), image: postgresImage(boxMajor) };
    const variables = {
      POSTGRES_PASSWORD: password,
      PGDATA: "/tmp/data",
      POSTGRES_INITDB_ARGS: service.environment?.["POSTGRES_INITDB_ARGS"] ?? "",
    };
    await this.run(
      "box",
      service.image,
      [
        ...(this.servers.disks ? ["--volume", `${this.servers.disks.box}:/tmp`] : []),
        ...(keepsLog ? await logVolume(this.folder, this.servers.disks?.box) : []),
        ...["--network-alias", "postgres", "--user", service.user ?? "", "--memory", service.mem_limit],
        ...["--shm-size", service.shm_size ?? "64m", "--restart", service.restart, "--stop-signal", "SIGINT"],
        ...[
          "--label",
          `com.docker.compose.project=${this.project}`,
          "--label",
          "com.docker.compose.service=postgres",
        ],
        ...["--label", "com.docker.compose.oneoff=False"],
        ...Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
      ],
      service.command?.map((word) => word.replaceAll("$$", "$")) ?? [],
    );
  }

  private async run(
    home: Home,
    image: string,
    options: readonly string[],
    command: readonly string[],
  ): Promise<void> {
    await output("docker", [
      ...["run", "--detach", "--name", this.container(home), "--label", `ladder-move=${this.project}`],
      ...["--network", this.project, "--ip", this.address(home), ...options, image, ...command],
    ]);
    await this.ready(home);
  }

  async ready(home: Home): Promise<void> {
    await until(
      `${home} is ready`,
      120,
      async () => (await this.trySql(home, "postgres", "select 1")).status === 0,
    );
  }

  /** With the function that AWS runs in the VPC. */
  async makeRdsDatabases(): Promise<void> {
    const apps = this.apps.map(({ name, database }) => ({ ...database, password: name }));
    await this.rds.makeDatabases(apps, this.folder);
  }

  /** As the server's superuser, over its socket. */
  trySql(home: Home, database: string, text: string): Promise<Outcome> {
    const user = home === "box" ? "postgres" : "rdsadmin";
    const psql = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", database];
    return outcomeOf("docker", ["exec", "-i", this.container(home), ...psql], text);
  }

  async sql(home: Home, database: string, text: string): Promise<string> {
    const { status, stdout, stderr } = await this.trySql(home, database, text);
    if (status !== 0) throw new Error(`${home} ${database}: ${stderr}\n${text.slice(0, 300)}`);
    return stdout.trim();
  }

  get environment(): Readonly<Record<string, string>> {
    return {
      LADDER_PROJECT: this.project,
      LADDER_FOLDER: join(this.folder, "version"),
      LADDER_SECRETS: join(this.folder, "secrets"),
      LADDER_STATE: join(this.folder, "state"),
      LADDER_RUN: join(this.folder, "run"),
    };
  }

  /** Where the box's record says the data is; the pair begins on the box. */
  get home(): Home {
    const record = join(this.folder, "state/data-home");
    return existsSync(record) && readFileSync(record, "utf8").trim() === "rds" ? "rds" : "box";
  }

  /** Another version's box.json; returns what brings this one back. */
  changeDocument(change: (document: BoxDocument) => object): () => void {
    const file = join(this.folder, "version/box.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, JSON.stringify(change(JSON.parse(text) as BoxDocument)));
    return () => writeFileSync(file, text);
  }

  /** Of the move that was last begun; "none" before the first. */
  get phase(): string {
    const record = join(this.folder, "state/move.json");
    return existsSync(record)
      ? (JSON.parse(readFileSync(record, "utf8")) as { phase: string }).phase
      : "none";
  }

  /** Loads SQL as the owner of the app's database, so that nothing in it is the administrator's. */
  async seed(home: Home, app: PairApp, text: string): Promise<void> {
    const { name, role } = app.database;
    await this.sql(home, name, `set role ${role};\n${text}`);
  }

  /** The program under test, to its end. */
  move(...args: readonly string[]): Promise<Outcome> {
    return this.begin(...args).ended;
  }

  begin(...args: readonly string[]): RunningMove {
    return new RunningMove(["-B", join(project, "box/programs/move"), ...args], this.environment);
  }

  /** Without a warning to the server; see ready(). */
  restart(home: Home): Promise<string> {
    return this.docker("restart", "--time", "0", this.container(home));
  }

  disconnect(home: Home): Promise<string> {
    return this.docker("network", "disconnect", this.project, this.container(home));
  }

  connect(home: Home): Promise<string> {
    return this.docker("network", "connect", "--ip", this.address(home), this.project, this.container(home));
  }

  /** Processes in the container that copies and compares, as this machine numbers them; none while there is no such one. */
  async movingPids(): Promise<readonly number[]> {
    const top = await this.docker("top", `${this.project}-move`, "-eo", "pid").catch(() => "");
    return top.split("\n").slice(1).filter(Boolean).map(Number);
  }

  docker(...args: readonly string[]): Promise<string> {
    return output("docker", args);
  }

  async stop(): Promise<void> {
    const label = `label=ladder-move=${this.project}`;
    const containers = (await output("docker", ["ps", "--all", "--quiet", "--filter", label]))
      .split("\n")
      .filter(Boolean);
    if (containers.length > 0) await output("docker", ["rm", "--force", "--volumes", ...containers]);
    await output("docker", ["network", "rm", this.project]);
    rmSync(this.folder, { recursive: true });
  }
}
