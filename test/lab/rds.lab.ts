import { expect } from "chai";
import { Client } from "pg";
import type { Properties } from "../../rig/provider/difference";
import type { Call } from "../../lab/call";
import { Lab } from "../../lab/lab";
import { outcomeOf, output, until } from "../../rig/command";
import { startRig, stopRig } from "../../rig/rig";
import managed from "../golden/inputs-managed.json";

const declared = (end: string) => {
  const found = Object.entries(managed).find(([urn]) => urn.endsWith(end))?.[1];
  if (!found) throw new Error(`the golden inputs have no ${end}`);
  return found as Properties;
};
const code = { assets: { "index.js": { path: "functions/make-databases/index.js" } } };
const app = { name: "app_shop", role: "app_shop", connections: 5, password: "of the shop" };

describe("RDS of the lab", () => {
  let lab: Lab;
  let host = "";
  const create = (type: string, id: string, inputs: Properties) =>
    lab.carry({ operation: "create", type, name: id, id, inputs } satisfies Call);

  before(async () => {
    lab = new Lab(await startRig());
    await create("aws:rds/parameterGroup:ParameterGroup", "group", declared("::databases-17"));
    const server = {
      ...declared("Instance::databases"),
      parameterGroupName: "group",
      password: "of the admin",
    };
    const made = await create("aws:rds/instance:Instance", "db-1", server);
    host = String(made["address"]);
    await create("aws:lambda/function:Function", "make", { ...declared("Function::make-databases"), code });
  });
  after(async () => {
    await output("docker", ["rm", "--force", "--volumes", kept()]);
    await stopRig();
  });
  const kept = () => `${lab.rig.name}-final-1`;

  const invoke = (password: string) => {
    const event = { host, port: 5432, user: "ladder", password, apps: [app] };
    const inputs = { functionName: "make", input: JSON.stringify(event) };
    return create("aws:lambda/invocation:Invocation", "invocation", inputs);
  };
  const as = async (user: string, password: string, database: string, ssl: boolean, sql: string) => {
    const client = new Client({
      ...{ host, user, password, database },
      ...(ssl && { ssl: { rejectUnauthorized: false } }),
    });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows[0];
    } finally {
      await client.end();
    }
  };

  it("has the declared version and parameters, and an administrator who is no superuser", async () => {
    const version =
      "select current_setting('server_version_num')::int / 10000 as major, rolsuper from pg_roles";
    expect(
      await as("ladder", "of the admin", "postgres", true, `${version} where rolname = current_user`),
    ).to.deep.equal({ major: 17, rolsuper: false });
    // The administrator may not see it.
    expect(await lab.databases.get("db-1")?.sql("postgres", "show shared_preload_libraries")).to.equal(
      "pg_stat_statements",
    );
  });

  it("takes nobody without TLS", async () => {
    const refused = await as("ladder", "of the admin", "postgres", false, "select 1").catch(
      (error: Error) => error.message,
    );
    expect(refused).to.match(/no pg_hba[.]conf entry for host .* no encryption/);
  });

  it("gets the apps' databases by the function, which checks its certificate", async () => {
    await invoke("of the admin");
    const sql =
      "select current_database() as name, pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()";
    expect(await as(app.role, app.password, app.name, true, sql)).to.deep.equal({
      name: "app_shop",
      owner: "app_shop",
    });
  });

  it("fails the update when the function fails, with the function's own sentence", async () => {
    const said = await invoke("another").then(String, (error: Error) => error.message);
    expect(said).to.match(/^the function make failed: .*password authentication failed for user "ladder"/);
  });

  it("is kept with its data, stopped, as its final snapshot when it is removed", async () => {
    const inputs = { ...declared("Instance::databases"), finalSnapshotIdentifier: "final-1" };
    const type = "aws:rds/instance:Instance";
    await lab.carry({ operation: "remove", type, name: "databases", id: "db-1", inputs });
    expect(lab.snapshots.all).to.deep.equal([{ id: "final-1", of: "the server databases" }]);
    expect(await output("docker", ["inspect", "--format", "{{.State.Running}}", kept()])).to.equal("false");
    // PostgreSQL knows again what it held.
    await output("docker", ["start", kept()]);
    const psql = ["psql", "-XqAt", "-U", "rdsadmin", "-d", "postgres", "-c"];
    const names = "select datname from pg_database where datname = 'app_shop'";
    const asked = await until("the snapshot serves", 60, async () => {
      const { status, stdout } = await outcomeOf("docker", ["exec", kept(), ...psql, names]);
      return status === 0 && stdout.trim();
    });
    expect(asked).to.equal("app_shop");
  });
});
