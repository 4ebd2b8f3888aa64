import { expect } from "chai";
import { random } from "../box-rig/random";
import { pairApp } from "../move/pair";
import { smallRows } from "../move/seed";
import { BackedUp } from "./backed-up";

const kills = Number(process.env["LADDER_BACKUP_KILLS"] ?? 20);
const seed = Number(process.env["LADDER_BACKUP_SEED"] ?? Date.now() % 2 ** 31);
const apps = [pairApp("rows")];
const [rows] = apps as [(typeof apps)[0]];
const programs = [
  ["backup", "make"],
  ["restore", "drill"],
  ["restore", "to", "--database", "app_rows", "--replace"],
] as const;

describe("Kills at random moments of backups, drills and restores", () => {
  const stack = new BackedUp(apps);
  const { pair } = stack;
  let runMs = 4000;

  before(async () => {
    console.log(`      LADDER_BACKUP_KILLS=${kills} LADDER_BACKUP_SEED=${seed}`);
    await stack.start();
    await pair.seed("box", rows, smallRows(5000));
    const begun = Date.now();
    await stack.made();
    runMs = Date.now() - begun;
  });
  after(() => stack.stop());

  const count = () => pair.sql("box", "app_rows", "select count(*) from level0");

  async function killOnce(number: number): Promise<void> {
    const [program, ...args] =
      programs[Math.floor(random(seed, 2 * number) * programs.length)] ?? programs[0];
    const moment = Math.round(random(seed, 2 * number + 1) * runMs);
    const run = stack.begin(program, ...args);
    await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, moment))]);
    run.signal("SIGKILL");
    await run.ended;
    expect(await count(), `number ${number}: ${program} ${args.join(" ")} after ${moment} ms`).to.equal(
      "5000",
    );
  }

  it("lose nothing, leave no backup that is not whole, and need no tidying up by hand", async function () {
    this.timeout(0);
    for (let number = 1; number <= kills; number += 1) await killOnce(number);
    for (const id of await stack.identifiers()) {
      const { status, stderr } = await stack.restore(
        "to",
        "--database",
        "app_rows",
        "--backup",
        id,
        "--replace",
      );
      expect(status, stderr).to.equal(0);
      expect(await count()).to.equal("5000");
    }
    await stack.made();
    expect((await stack.restore("drill")).status).to.equal(0);
    expect(await stack.remains()).to.equal("");
  });
});
