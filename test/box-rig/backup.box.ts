import { expect } from "chai";
import { volumeFolder } from "../../box/paths";
import type { Box } from "../../rig/box";
import { BoxCli } from "./box-cli";
import { rig } from "../../rig/rig";
import { sharedBox } from "./shared-box";

const bucket = "ladder-rig-backups";
const note = `${volumeFolder("files", "files")}/note.txt`;

describe("The backups of a box", () => {
  let box: Box;
  let restore: BoxCli;
  let command: BoxCli;

  before(async () => {
    box = await sharedBox();
    await rig().cloud.makeBucket(bucket);
    command = await BoxCli.for(box);
    restore = await BoxCli.for(box, "restore");
  });

  const psql = async (database: string, statement: string) =>
    (await box.exec(`docker exec ladder-postgres-1 psql -U postgres -d ${database} -Atc "${statement}"`))
      .trim()
      .split("\n");
  const todos = () => psql("app_todo", "select title from todos");

  async function add(title: string): Promise<void> {
    const body = JSON.stringify({ title });
    const { status } = await box.ask({ host: box.host("todo"), path: "/api/todos", body });
    expect(status).to.equal(201);
  }

  it("are made by a timer that the bundle brought, whole and read back", async () => {
    await add("before the backup");
    await box.exec(`printf before >${note}`);
    const timers = "systemctl is-enabled ladder-backup.timer ladder-drill.timer";
    expect((await box.exec(timers)).trim()).to.equal("enabled\nenabled");
    await box.exec("systemctl start ladder-backup.service");
    const { exitCode, stdout } = await restore.run(["list"]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/app_todo app_watcher .*files/);
    expect((await command.run(["status"])).stdout).to.match(/^Backup: .*2 database\(s\) and 1 volume\(s\)/m);
  });

  it("pass the drill, which leaves nothing behind", async () => {
    await box.exec("systemctl start ladder-drill.service");
    expect((await command.run(["status"])).stdout).to.match(/^Restore drill: passed /m);
    expect(await psql("postgres", "select datname from pg_database order by 1")).to.deep.equal([
      "app_todo",
      "app_watcher",
      "postgres",
      "template0",
      "template1",
    ]);
  });

  it("replace nothing that is there, unless it is said", async () => {
    await add("after the backup");
    const { exitCode, stderr } = await restore.run(["to", "--app", "todo"]);
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(
      /^restore: app_todo holds \d+ object\(s\): --replace keeps it under another name/m,
    );
    expect(await todos()).to.include("after the backup");
  });

  it("bring an app back with its rows and files, and keep what was there under another name", async () => {
    await box.exec(`printf after >${note}`);
    const rows = await restore.run(["to", "--app", "todo", "--replace"]);
    expect(rows.stdout).to.match(/^app_todo is as it was at .* is kept as app_todo_\d{8}_\d{6}, remove it /);
    expect(await todos()).to.include("before the backup");
    expect(await todos()).not.to.include("after the backup");
    const files = await restore.run(["to", "--app", "files", "--replace"]);
    expect(files.exitCode).to.equal(0);
    expect(await box.exec(`cat ${note}`)).to.equal("before");
  });

  it("wait until another program on the box is done", async () => {
    await box.exec("flock /run/ladder/lock sleep 5 >/dev/null 2>&1 &");
    const { exitCode, stderr } = await command.run(["backup"]);
    expect(exitCode).to.equal(0);
    expect(stderr).to.match(/^another run is at work; waiting for its end\n[^]*\nbackup: done: /);
  });
});
