import { expect } from "chai";
import { random } from "../../rig/random";
import { pairApp } from "../move/pair";
import { smallRows } from "../move/seed";
import { BackedUp } from "./backed-up";
import { type Kill, reportKills, stepOf } from "./kill-report";
import { OffsiteStore } from "./offsite-store";

const kills = Number(process.env["LADDER_BACKUP_KILLS"] ?? 20);
const seed = Number(process.env["LADDER_BACKUP_SEED"] ?? Date.now() % 2 ** 31);
const apps = [pairApp("rows")];
const [rows] = apps as [(typeof apps)[0]];
const programs = [
  ["backup", "make"],
  ["copy-backups"],
  ["restore", "drill"],
  ["restore", "to", "--database", "app_rows", "--replace"],
] as const;

describe("Kills at random moments of backups, off-site copies, drills and restores", () => {
  const stack = new BackedUp(apps);
  const { pair } = stack;
  const offsite = new OffsiteStore();
  let runMs = 4000;

  before(async () => {
    console.log(`      LADDER_BACKUP_KILLS=${kills} LADDER_BACKUP_SEED=${seed}`);
    await Promise.all([stack.start(), offsite.start()]);
    offsite.give(stack);
    await pair.seed("box", rows, smallRows(5000));
    const begun = Date.now();
    await stack.made();
    runMs = Date.now() - begun;
  });
  after(() => {
    offsite.stop();
    return stack.stop();
  });

  const count = () => pair.sql("box", "app_rows", "select count(*) from level0");

  async function killOnce(number: number): Promise<Kill> {
    const [program, ...args] =
      programs[Math.floor(random(seed, 2 * number) * programs.length)] ?? programs[0];
    const moment = Math.round(random(seed, 2 * number + 1) * runMs);
    const run = stack.begin(program, ...args);
    await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, moment))]);
    run.signal("SIGKILL");
    const { stderr } = await run.ended;
    expect(await count(), `number ${number}: ${program} ${args.join(" ")} after ${moment} ms`).to.equal(
      "5000",
    );
    return { program: program === "restore" ? `restore ${args[0] ?? ""}` : program, step: stepOf(stderr) };
  }

  /** What has a manifest there has all its objects, and the newest one brings everything back. */
  async function expectWholeCopies(): Promise<void> {
    const copied = await stack.copy();
    expect(copied.status, copied.stderr).to.equal(0);
    const keys = await offsite.keys();
    for (const key of keys.filter((one) => one.endsWith("/manifest.json")))
      for (const kind of ["dump", "description"])
        expect(keys).to.include(key.replace("manifest.json", `databases/app_rows.${kind}`));
    const drill = await stack.restore("drill", "--from", "offsite");
    expect(drill.status, drill.stderr).to.equal(0);
  }

  it("lose nothing, leave no backup that is not whole, and need no tidying up by hand", async function () {
    this.timeout(0);
    const killed: Kill[] = [];
    for (let number = 1; number <= kills; number += 1) killed.push(await killOnce(number));
    const whole = await stack.identifiers();
    for (const id of whole) {
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
    await expectWholeCopies();
    expect(await stack.remains()).to.equal("");
    reportKills(killed, seed, whole.length);
  });
});
