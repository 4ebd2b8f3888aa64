import { expect } from "chai";
import { labFolder } from "../../lab/lab-folder";
import { lockHolders } from "../../lab/stack-lock";
import { until } from "../../rig/command";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";
import { labDown, labSwitch, labUp } from "./running-lab";

async function answers(): Promise<readonly string[]> {
  const { stdout } = await lab("status").ended;
  console.log(stdout);
  return stdout.split("\n").filter((line) => line.startsWith("https://"));
}

const allAnswer = ["portfolio", "docs", "todo", "groceries", "whoami"].map(
  (app) => `https://${app}.lab.test  200`,
);

describe("A lab whose tier is switched while visitors write and read", () => {
  before(labUp);
  after(labDown);

  // A switch back to the box leaves the databases on RDS until the other tier is retired.
  for (const tier of ["fargate", "compose"])
    it(`has every acknowledged write exactly once on ${tier}, and no failure outside of the fence`, async () => {
      await labSwitch([tier], "RDS");
      expect(await answers()).to.deep.equal(allAnswer);
    });

  it("goes on after a switch that was killed, also the other way, and says that it had left a lock", async () => {
    const folder = labFolder();
    const killed = lab("switch", "fargate");
    await until("pulumi has the stack", 120, () => Promise.resolve(lockHolders(folder).length > 0));
    const second = await lab("switch", "compose").ended;
    expect(second.stderr).to.match(
      /^The lab is being changed already, by process \d+: wait until that has ended[.]\n$/,
    );
    for (const pid of [killed.child.pid ?? 0, ...lockHolders(folder)]) process.kill(pid, "SIGKILL");
    await killed.ended;
    const { exitCode, stdout, stderr } = await lab("switch", "compose").ended;
    expect(exitCode, stderr).to.equal(0);
    expect(stderr).to.include("A change was interrupted and had left Pulumi's lock: it is taken away");
    expect(stdout).to.include("not there exactly once: 0.");
    expect(await answers()).to.deep.equal(allAnswer);
  });

  it("names what is wrong with a switch that says nothing, or two things", async () => {
    for (const words of [[], ["fargate", "--database", "rds"]]) {
      const { exitCode, stderr } = await lab("switch", ...words).ended;
      expect([exitCode, stderr]).to.deep.equal([
        1,
        "Name either a tier or --database: one of them is switched.\n",
      ]);
    }
  });
});

describe("A lab on the tier fargate", () => {
  after(() => lab("down").ended);

  it("answers for each app", async () => {
    const { exitCode, stdout, stderr } = await lab("up", "--tier", "fargate").ended;
    expect(exitCode, stderr).to.equal(0);
    console.log(stdout);
    expect(await answers()).to.deep.equal(allAnswer);
  });

  it("leaves nothing behind when it is ended", async () => {
    expect((await lab("down").ended).exitCode).to.equal(0);
    expect(await leftBehind()).to.deep.equal([]);
  });
});
