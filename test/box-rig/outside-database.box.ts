import { expect } from "chai";
import { OutsideDatabase } from "./beanstalk/outside-database";
import type { Box } from "../../rig/box";
import { outcomeOf } from "../../rig/command";
import { ownBox } from "./own-box";
import { bundleOfRig } from "../../rig/differences";
import { boxValues, builtImages, render, secretValue } from "../../rig/stack-bundle";
import { portfolio, withApp, type RigSettings } from "../../rig/stacks";

const chosen = portfolio.apps.filter(({ name }) => ["todo", "watcher", "whoami"].includes(name));
// The certificate of this rig's PostgreSQL is from no authority.
const tls = { databaseTls: "no-verify" };
const settings: RigSettings = withApp(
  withApp({ ...portfolio, database: "rds", apps: chosen }, "todo", tls),
  "watcher",
  tls,
);

describe("A box whose databases are on RDS", () => {
  let box: Box;
  let database: OutsideDatabase;

  before(async () => {
    database = await OutsideDatabase.start();
    box = await ownBox("with-rds", settings);
    for (const app of ["todo", "watcher"])
      await database.make(
        `app_${app}`,
        "no-verify",
        secretValue(`/ladder/rig/apps/${app}/DATABASE_PASSWORD`),
      );
    const bundle = await bundleWith(builtImages(1));
    await box.publish(bundle);
    await box.start();
    await box.serves(bundle, 400);
  });

  async function bundleWith(images: Readonly<Record<string, string>>): Promise<string> {
    const { files } = await render(settings);
    return bundleOfRig(files, { ...boxValues(box.address, images), rdsHost: database.address });
  }

  after(async () => {
    await database.stop();
    await box.remove();
  });

  it("runs no PostgreSQL, has migrated and serves, over encrypted connections alone", async () => {
    const services = "docker ps --format '{{.Label \"com.docker.compose.service\"}}' | sort | xargs";
    expect(await box.exec(services)).to.equal("caddy redis todo watcher whoami");
    expect((await box.ask({ host: box.host("todo"), path: "/health" })).status).to.equal(200);
    const names = "select string_agg(name, ',' order by name) from migrations";
    expect(await database.sql(names, "app_todo")).to.equal("001-todos.sql,002-checks.sql");
    const encrypted = "select bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid)";
    expect(await database.sql(`${encrypted} where usename = 'app_todo'`)).to.equal("t");
    expect(await box.exec("ls /data/ladder")).to.not.include("postgres");
  });

  it("keeps an app's old version when its migration fails there", async () => {
    const images = { ...builtImages(1), todo: "ladder-rig/todo:broken" };
    const result = await box.take(await bundleWith(images));
    expect([result.ok, result.error]).to.deep.equal([false, "todo is not migrated"]);
    expect((await box.ask({ host: box.host("todo"), path: "/health" })).status).to.equal(200);
  });

  it("says so when somebody asks it for a database", async () => {
    const request = Buffer.from(JSON.stringify({ command: "psql", app: "todo", args: [] })).toString(
      "base64",
    );
    const program = `/opt/ladder/current/programs/box-command direct ${request}`;
    const { status, stderr } = await outcomeOf("docker", ["exec", box.name, "bash", "-c", program]);
    expect([status, stderr.trim()]).to.deep.equal([
      125,
      "box: the databases of this stack are not on the box",
    ]);
  });
});
