import { expect } from "chai";
import type { Box } from "../../rig/box";
import { BoxCli } from "./box-cli";
import { until } from "../../rig/command";
import { deployTo, ownBox } from "./own-box";
import { rig } from "../../rig/rig";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio, type RigSettings } from "../../rig/stacks";

const logged: RigSettings = { ...portfolio, backups: { pointInTimeDays: 2 } };
const newer: RigSettings = { ...logged, box: { ...(portfolio["box"] as object), postgres: 18 } };

interface Window {
  readonly from: string;
  readonly until: string;
}

describe("Point-in-time recovery on a box", () => {
  let box: Box;
  let restore: BoxCli;
  let between = "";

  before(async () => {
    await rig().cloud.makeBucket("ladder-rig-backups");
    box = await ownBox("point", portfolio);
    await box.start();
    await box.serves(await bundleOf(portfolio, box.address));
    restore = await BoxCli.for(box, "restore");
  });
  after(() => box.remove());

  const sql = async (statement: string) =>
    (await box.exec(`docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc "${statement}"`)).trim();
  const titles = async () => (await sql("select title from todos order by id")).split("\n");
  const second = () => sql(`select to_char(now() at time zone 'utc', 'YYYY-MM-DD\\"T\\"HH24:MI:SS\\"Z\\"')`);
  const windows = async (): Promise<readonly Window[]> => {
    const { exitCode, stdout, stderr } = await restore.run(["list"]);
    expect(exitCode, stderr).to.equal(0);
    const lines = stdout.matchAll(/^Databases as of any second: (\S+) to (\S+) /gm);
    return [...lines].map(([, from = "", end = ""]) => ({ from, until: end }));
  };
  /** Minutes pass: the timer uploads, and PostgreSQL puts a segment aside once in a minute at most. */
  const reaches = (moment: string) =>
    until(`the log reaches ${moment}`, 300, async () =>
      (await windows()).some(({ from, until: end }) => from < moment && moment <= end),
    );

  async function add(title: string): Promise<void> {
    const body = JSON.stringify({ title });
    const { status } = await box.ask({ host: box.host("todo"), path: "/api/todos", body });
    expect(status).to.equal(201);
  }

  async function pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }

  it("begins by itself with the setting: the timer uploads, and a first base backup is made", async () => {
    expect((await deployTo(box, logged)).ok).to.equal(true);
    expect((await box.exec("systemctl is-active ladder-log.timer")).trim()).to.equal("active");
    await until("the first base backup", 300, async () => (await windows()).length === 1);
    const refused = await restore.run(["to", "--app", "todo", "--time", "2026-01-01T00:00:00Z", "--replace"]);
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.include((await windows())[0]?.from);
  });

  it("brings an app's rows back as of a second between two of them", async () => {
    await add("before the moment");
    await pause();
    between = await second();
    await pause();
    await add("after the moment");
    await reaches(between);
    const { exitCode, stderr } = await restore.run(["to", "--app", "todo", "--time", between, "--replace"]);
    expect(exitCode, stderr).to.equal(0);
    expect(await titles()).to.include("before the moment");
    expect(await titles()).not.to.include("after the moment");
    await add("served on");
  });

  it("begins anew after an upgrade of PostgreSQL, and still goes back to before it", async () => {
    await pause();
    const before = await second();
    await reaches(before);
    expect((await deployTo(box, newer)).ok).to.equal(true);
    expect(await sql("select current_setting('server_version_num')::int / 10000")).to.equal("18");
    await until("a base backup of the new server", 300, async () => (await windows()).length === 2);
    await add("on the new server");
    const { exitCode, stderr } = await restore.run(["to", "--app", "todo", "--time", before, "--replace"]);
    expect(exitCode, stderr).to.equal(0);
    expect(await titles()).to.include("served on");
    expect(await titles()).not.to.include("on the new server");
  });
});
