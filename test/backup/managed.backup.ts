import { readFileSync } from "node:fs";
import { expect } from "chai";
import { outcomeOf, until } from "../../rig/command";
import { random } from "../../rig/random";
import { pairApp } from "../move/pair";
import { RdsServer } from "../../rig/rds-server";
import { everyKind, smallRows } from "../move/seed";
import { BackedUp } from "./backed-up";
import { DumpsTask } from "./dumps-task";

const apps = ["every", "rows"].map(pairApp);
const [every, many] = apps as [(typeof apps)[0], (typeof apps)[0]];
const kills = Number(process.env["LADDER_DUMP_KILLS"] ?? 3);
const rows = Number(process.env["LADDER_BACKUP_ROWS"] ?? 20_000);

describe("The task that backs databases on RDS up where no box does", () => {
  const stack = new BackedUp(apps);
  const task = new DumpsTask(stack);
  const { pair, cloud } = stack;
  const fingerprint = readFileSync("box/programs/fingerprint.sql", "utf8");
  const contents = (name: string) => pair.sql("rds", name, fingerprint);
  let original: Readonly<Record<string, string>> = {};
  let first: Awaited<ReturnType<DumpsTask["start"]>> | undefined;

  before(async function () {
    this.timeout(900_000);
    await stack.start();
    await pair.seed("rds", every, everyKind());
    // Who is no superuser may not read all of such a table.
    await pair.sql("rds", "app_every", "alter table secret no force row level security");
    await pair.seed("rds", many, smallRows(rows));
    original = { every: await contents("app_every"), rows: await contents("app_rows") };
    first = await task.start();
  });
  after(async () => {
    await stack.stop();
    await task.stop();
  });

  /** What any run may leave behind on RDS. */
  const remains = () =>
    pair.sql(
      "rds",
      "postgres",
      "select coalesce(string_agg(datname, ' '), '') from pg_database where datname like 'ladder%'",
    );

  it("begins in PostgreSQL's image alone, and dumps, reads back and writes a manifest over forced TLS", async () => {
    expect(first?.status, first?.stderr).to.equal(0);
    const [id = ""] = await stack.identifiers();
    expect(await stack.keys()).to.have.members([
      ...apps.flatMap(({ database: { name } }) => [
        `${id}/databases/${name}.dump`,
        `${id}/databases/${name}.description`,
      ]),
      `${id}/manifest.json`,
    ]);
    expect(await remains()).to.equal("");
    expect(await figures(cloud.endpoint)).to.equal(1);
  });

  it("tells nobody the administrator's password", () => {
    expect(`${first?.stdout}${first?.stderr}`).to.not.include(RdsServer.password);
  });

  it("passes a drill on RDS, which changes nothing that serves", async () => {
    const { status, stderr } = await task.ended("drill");
    expect(status, stderr).to.equal(0);
    expect(stderr).to.include("2 database(s) and 0 volume(s) are whole");
    expect(await contents("app_every")).to.equal(original["every"]);
    expect(await remains()).to.equal("");
    const known = (await cloud.object("state/dumps.json", BackedUp.bucket)).toString();
    expect((JSON.parse(known) as { lastDrill: { ok: boolean } }).lastDrill.ok).to.equal(true);
  });

  it("lists backups, a line each", async () => {
    const { stdout } = await task.ended("restore", "list");
    const lines = stdout.trim().split("\n");
    const [listed] = lines.map(
      (line) => JSON.parse(line) as { backups: { id: string; databases: { name: string }[] }[] },
    );
    expect(lines.length).to.equal(1);
    expect(listed?.backups[0]?.id).to.equal((await stack.identifiers())[0]);
    expect(listed?.backups[0]?.databases.map(({ name }) => name)).to.deep.equal(["app_every", "app_rows"]);
  });

  it("brings a table back on RDS, and keeps what was there", async () => {
    await pair.sql("rds", "app_rows", "drop table level0 cascade");
    const refused = await task.ended("restore", "to", "--database", "app_rows");
    expect([refused.status, refused.stderr]).to.satisfy(
      ([status, said]: [number, string]) => status === 1 && said.includes("--replace keeps it"),
    );
    const { status, stderr, stdout } = await task.ended(
      "restore",
      "to",
      "--database",
      "app_rows",
      "--replace",
    );
    expect(status, stderr).to.equal(0);
    expect(stdout).to.match(/^\{"restored": \[\{"name": "app_rows", "kept": "app_rows_\d{8}_\d{6}"/);
    expect(await contents("app_rows")).to.equal(original["rows"]);
  });

  it("makes backups that a box restores into its own databases", async () => {
    const { status, stderr } = await stack.restore("to", "--database", "app_every");
    expect(status, stderr).to.equal(0);
    expect(await pair.sql("box", "app_every", fingerprint)).to.equal(original["every"]);
  });

  it("waits for no other one, and changes nothing then", async () => {
    // Ended below, which is no failure of the test.
    const lock = pair.trySql("rds", "postgres", "select pg_advisory_lock(4815162343); select pg_sleep(600)");
    const before = await stack.identifiers();
    await until(
      "the lock is held",
      60,
      async () =>
        (await pair.sql("rds", "postgres", "select count(*) from pg_locks where locktype = 'advisory'")) !==
        "0",
    );
    const { status, stderr } = await task.ended("nightly");
    expect([status, stderr.includes("another task is at work; nothing was changed")]).to.deep.equal([
      75,
      true,
    ]);
    expect(await stack.identifiers()).to.deep.equal(before);
    await pair.sql(
      "rds",
      "postgres",
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'",
    );
    await lock;
  });

  it("gives no program that it starts a secret, and leaves nothing behind when it is killed", async () => {
    const seed = Number(process.env["LADDER_BACKUP_SEED"] ?? 13);
    for (let kill = 0; kill < kills; kill += 1) {
      const name = await task.begin(kill % 2 === 0 ? "nightly" : "drill");
      const said = async () => (await outcomeOf("docker", ["logs", name])).stderr;
      await until("it works", 300, async () => /describing|restoring/.test(await said()));
      const open = await outcomeOf("docker", [
        ...["exec", name, "bash", "-c"],
        `for one in /proc/[0-9]*; do tr '\\0' ' ' <$one/cmdline | grep -qE '^(/usr/bin/python3|psql|pg_dump|timeout)' && tr '\\0' '\\n' <$one/environ; done | grep -c ^BACKUP_PASSWORD= || true`,
      ]);
      expect(Number(open.stdout.trim() || 0), open.stderr).to.equal(0);
      await new Promise((resolve) => setTimeout(resolve, Math.floor(random(seed, kill) * 3000)));
      await task.remove(name);
    }
    const { status, stderr } = await task.ended("drill");
    expect(status, stderr).to.equal(0);
    expect(await remains()).to.equal("");
    expect(await contents("app_rows")).to.equal(original["rows"]);
  }).timeout(1_800_000);

  it("says that not all is well when a database cannot be read whole", async () => {
    await pair.sql(
      "rds",
      "app_rows",
      "alter table level0 enable row level security, force row level security",
    );
    const { status, stderr } = await task.ended("nightly");
    expect(status).to.equal(1);
    expect(stderr).to.include("app_rows");
    expect(await figures(cloud.endpoint, "Minimum")).to.equal(0);
  });
});

/** The extreme of what CloudWatch was told. */
async function figures(endpoint: string, statistic: "Minimum" | "Maximum" = "Maximum"): Promise<number> {
  const program = `import boto3, datetime
now = datetime.datetime.now(datetime.timezone.utc)
found = boto3.client("cloudwatch", region_name="us-east-1", endpoint_url="${endpoint}").get_metric_statistics(
  Namespace="Ladder", MetricName="DumpsVerified", Dimensions=[{"Name": "Stack", "Value": "dev"}], Period=86400,
  StartTime=now - datetime.timedelta(days=1), EndTime=now + datetime.timedelta(days=1), Statistics=["${statistic}"])
print(${statistic === "Minimum" ? "min" : "max"}(point["${statistic}"] for point in found["Datapoints"]))`;
  const { stdout, stderr } = await outcomeOf("env", [
    ...["AWS_ACCESS_KEY_ID=rig", "AWS_SECRET_ACCESS_KEY=rig", "python3", "-c", program],
  ]);
  expect(stderr).to.equal("");
  return Number(stdout.trim());
}
