import { expect } from "chai";
import { migrate } from "../../components/fargate/migration/migrate";
import type { MigrationInputs } from "../../components/fargate/migration/inputs";
import { mask } from "../../components/fargate/calls/mask";
import type { RolloutInputs } from "../../components/fargate/rollout/inputs";
import { rollOut } from "../../components/fargate/rollout/roll-out";
import { surroundings } from "../../components/fargate/calls/waiting";
import boxImages from "../../plan/data/box-images.json";
import { postgresImage } from "../../plan/postgres-majors";
import majors from "../../settings/data/postgres-majors.json";
import { evaluated } from "../evaluated";
import { output, outcomeOf, until } from "../../rig/command";
import { Balancer } from "./fargate/balancer";
import { Recorded, revised } from "./fargate/recorded";
import { SmallEcs } from "./fargate/small-ecs";
import { request, type Answer } from "../../rig/request";
import { rig } from "../../rig/rig";

const todo = {
  name: "todo",
  build: "./examples/todo",
  port: 3000,
  health: "/health",
  database: true,
  cache: true,
  migrate: "node migrate.js",
  env: { APP_TITLE: "On Fargate" },
  secrets: [{ name: "SESSION_SECRET", generate: true }],
  memoryMb: 512,
  readOnly: true,
};
const whoami = { name: "whoami", image: "traefik/whoami:v1.11.0", port: 80, memoryMb: 512 };
const password = "pass-word-of-the-rig";

/** The program's own resources for these apps. */
async function program(app: object = todo): Promise<Recorded> {
  const apps = JSON.stringify([app, whoami]);
  const set = ["tier=fargate", "domain=example.com", `apps=${apps}`];
  return new Recorded((await evaluated("dev", set)).resources);
}

const dynamic = (recorded: Recorded, type: string, app: string) =>
  recorded.one(`pulumi-nodejs:dynamic/ladder:${type}`, app).inputs;

describe("rig: the fargate tier, its task definitions carried out by Docker", () => {
  let ecs: SmallEcs;
  let recorded: Recorded;
  let balancer: Balancer;
  const parameters: Record<string, string> = {
    "todo.SESSION_SECRET": "0123456789abcdef0123456789abcdef",
    "todo.DATABASE_URL": "",
    "todo.REDIS_URL": "",
  };

  const lines = async (arn: string, count: number) =>
    (await ecs.taskOf(arn).log()).slice(-count).map((line) => mask(line, Object.values(parameters)));

  const runMigration = () =>
    migrate(
      dynamic(recorded, "RunMigration", "todo") as unknown as MigrationInputs,
      ecs,
      lines,
      "token",
      surroundings,
    );

  async function rollOutOf(app: string): Promise<void> {
    await ecs.declared(app);
    const inputs = dynamic(recorded, "RollOut", app) as unknown as RolloutInputs;
    const taskDefinition = revised(recorded, inputs.taskDefinition);
    await rollOut({ ...inputs, taskDefinition, service: app }, ecs, lines, surroundings);
  }

  function ask(host: string, path = "/"): Promise<Answer> {
    return request({ address: balancer.address, host, path, authority: balancer.authority });
  }

  before(async () => {
    const { databases, cache } = await startServers();
    parameters["todo.DATABASE_URL"] = `postgres://postgres:${password}@${databases}:5432/postgres`;
    parameters["todo.REDIS_URL"] = `redis://app_todo:${password}@${cache}:6379`;
    recorded = await program();
    ecs = new SmallEcs({
      rig: rig(),
      recorded,
      images: { "image-todo": "ladder-rig/todo:1" },
      parameters,
    });
  });

  after(async () => {
    await Promise.all([balancer.stop(), ecs.close()]);
    const { name } = rig();
    await output("docker", ["rm", "--force", "--volumes", `${name}-databases`, `${name}-cache`]);
  });

  it("fails with the app's own words when the migration fails, and tells no password", async () => {
    ecs.declare(recorded, { "image-todo": "ladder-rig/todo:broken" });
    const real = parameters["todo.DATABASE_URL"] ?? "";
    await query("create database broken");
    parameters["todo.DATABASE_URL"] = real.replace(/postgres$/, "broken");
    const error = await runMigration().then(
      () => "it did not fail",
      (reason: unknown) => String(reason),
    );
    expect(error).to.include("The migration of todo failed: it ended with 1");
    expect(error).to.include('migration failed: relation "nothing" does not exist');
    expect(error).to.not.include(password);
    parameters["todo.DATABASE_URL"] = real;
    ecs.declare(recorded, { "image-todo": "ladder-rig/todo:1" });
  });

  it("migrates before it serves, and waits until the apps are healthy", async () => {
    await runMigration();
    await Promise.all([rollOutOf("todo"), rollOutOf("whoami")]);
    const tables = await query("select string_agg(name, ',' order by name) from migrations");
    expect(tables).to.equal("001-todos.sql,002-checks.sql");
    const addresses = new Map<string, string>();
    for (const [app, port] of [["todo", 3000] as const, ["whoami", 80] as const])
      addresses.set(app, `${await ecs.serving(app).address()}:${port}`);
    balancer = await Balancer.start(rig(), recorded, ({ name }) => [addresses.get(name) ?? ""]);
  });

  it("answers each host with its app, and an unknown host with 404", async () => {
    const page = await until("the load balancer answers", 60, async () => {
      const answer = await ask("todo.example.com").catch(() => undefined);
      return answer?.status === 200 ? answer : undefined;
    });
    expect(page.body).to.include("On Fargate");
    expect(page.headers["strict-transport-security"]).to.equal("max-age=31536000");
    expect(await ask("whoami.example.com").then(({ body }) => body.trim())).to.equal("version 2");
    const unknown = await ask("other.example.com");
    expect([unknown.status, unknown.body]).to.deep.equal([404, "Page not found"]);
  });

  it("sends plain HTTP to HTTPS, path and query included", async () => {
    const { address } = balancer;
    const answer = await request({ address, host: "todo.example.com", path: "/a?b=c" });
    expect([answer.status, answer.headers.location]).to.deep.equal([301, "https://todo.example.com/a?b=c"]);
  });

  it("gives the container its variables and secrets, and nothing to write on but /tmp", async () => {
    const { name } = ecs.serving("todo");
    const inside = (...command: string[]) => outcomeOf("docker", ["exec", name, ...command]);
    const { stdout } = await inside("env");
    const names = ["PORT=3000", "APP_TITLE=On Fargate", "REDIS_PREFIX=todo:"];
    for (const [parameter, value] of Object.entries(parameters))
      names.push(`${parameter.replace("todo.", "")}=${value}`);
    expect(names.filter((line) => !stdout.split("\n").includes(line))).to.deep.equal([]);
    expect((await inside("touch", "/app/x")).stderr).to.include("Read-only file system");
    expect((await inside("touch", "/tmp/x")).status).to.equal(0);
    const { stdout: processes } = await inside("cat", "/proc/1/cmdline");
    expect(processes).to.include("init");
    const { stdout: status } = await inside("cat", "/proc/1/status");
    const effective = BigInt(`0x${/CapBnd:\s+([0-9a-f]+)/.exec(status)?.[1] ?? "0"}`);
    const raw = 13n;
    const chown = 0n;
    expect([(effective >> raw) & 1n, (effective >> chown) & 1n]).to.deep.equal([0n, 1n]);
  });

  it("goes back to the version before when the new one does not live, says why, and serves on", async () => {
    const before = ecs.serving("todo").name;
    recorded = await program({ ...todo, command: ["node", "-e", "console.log('no way'); process.exit(3)"] });
    ecs.declare(recorded);
    const error = await rollOutOf("todo").then(
      () => "it did not fail",
      (reason: unknown) => String(reason),
    );
    expect(error).to.include("The new version of todo did not become healthy");
    expect(error).to.include("Essential container in task exited (exit code 3)");
    expect(error).to.include("no way");
    expect(ecs.serving("todo").name).to.equal(before);
    expect((await ask("todo.example.com")).status).to.equal(200);
  });

  it("lets a copy end in peace within its stop time-out", async () => {
    const old = ecs.serving("todo");
    expect(await old.inspect<number>(".Config.StopTimeout")).to.equal(20);
    recorded = await program({ ...todo, command: ["node", "server.js"] });
    ecs.declare(recorded);
    await rollOutOf("todo");
    expect(ecs.serving("todo").name).to.not.equal(old.name);
    expect((await old.log()).slice(-2)).to.deep.equal(["SIGTERM: draining", "drained"]);
    expect(await old.exitCode()).to.equal(0);
  });
});

/** PostgreSQL and Redis where RDS and ElastiCache would be. */
async function startServers(): Promise<{ readonly databases: string; readonly cache: string }> {
  const { label, name, freeAddress } = rig();
  const [databases, cache] = [freeAddress(), freeAddress()];
  const start = (role: string, address: string, ...rest: readonly string[]) =>
    output("docker", [
      ...["run", "--detach", "--name", `${name}-${role}`, "--label", label],
      ...["--network", name, "--ip", address, ...rest],
    ]);
  const data = ["--env", "PGDATA=/tmp/data", "--user", "postgres"];
  await start(
    "databases",
    databases,
    "--env",
    `POSTGRES_PASSWORD=${password}`,
    ...data,
    postgresImage(majors.default),
  );
  const users = ["--user", "default", "off", "--user", "app_todo", "on", `>${password}`, "~todo:*", "+@all"];
  await start("cache", cache, boxImages.redis, "redis-server", "--protected-mode", "no", ...users);
  await until("PostgreSQL answers", 60, () => query("select true").catch(() => undefined));
  return { databases, cache };
}

function query(sql: string): Promise<string> {
  const psql = ["psql", "--username", "postgres", "--no-align", "--tuples-only", "--command", sql];
  const variables = ["--env", `PGPASSWORD=${password}`];
  return output("docker", ["exec", ...variables, `${rig().name}-databases`, ...psql]);
}
