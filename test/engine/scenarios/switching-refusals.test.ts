import { expect } from "chai";
import { firstOn as on } from "../switch-stack";

/** What AWS answers a look-up when the credentials have run out. */
const expired = "ExpiredToken: The security token included in the request is expired";
const lookUp = "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings";

describe("engine: a switch that cannot be made now", () => {
  it("is refused with expired credentials before anything is changed, and made with good ones", async () => {
    const stack = await on("compose");
    const { deployment } = stack;
    deployment.control({ unanswered: { [lookUp]: expired } });
    const refused = await stack.fails({ tier: "beanstalk" }, expired);
    expect(refused.stdout).to.include("See whether the credentials hold: aws sts get-caller-identity");
    expect(refused.calls).to.deep.equal([]);
    expect(refused.stdout + refused.stderr).to.not.include("    at ");
    expect(await stack.shape()).to.equal("compose; box; data box");
    expect(deployment.box.moves()).to.deep.equal([]);
    deployment.control({});
    await stack.succeeds({ tier: "beanstalk" });
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
  });

  it("is refused while another `pulumi up` runs, by Pulumi's lock, and the other one moves the data once", async () => {
    const stack = await on("compose");
    const { box } = stack.set({ tier: "beanstalk" });
    box.nextMoves({ seconds: 12 });
    const first = stack.deployment.up();
    while (box.moves().length === 0) await new Promise((done) => setTimeout(done, 50));
    const second = await stack.deployment.up();
    expect(second.exitCode).to.not.equal(0);
    expect(second.stdout + second.stderr).to.match(/the stack is currently locked by 1 lock\(s\)/);
    expect((await first).exitCode).to.equal(0);
    expect(box.moves()).to.deep.equal(["box -> rds"]);
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
  });

  it("makes a box anew that was removed by hand, on its old volume, and then moves the data", async () => {
    const stack = await on("compose");
    const { deployment } = stack;
    deployment.box.forget();
    deployment.control({ gone: [{ type: "aws:ec2/instance:Instance", name: "box" }] });
    const mended = await deployment.up("--refresh");
    expect(mended.exitCode, mended.stdout).to.equal(0);
    deployment.control({});
    const made = mended.calls.filter(({ type }) => /^aws:(ec2\/instance|ebs\/volume):/.test(type));
    expect(made.map(({ operation, type }) => `${operation} ${type}`)).to.deep.equal([
      "create aws:ec2/instance:Instance",
    ]);
    await stack.succeeds({ tier: "beanstalk" });
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
    expect(deployment.box.moves()).to.deep.equal(["box -> rds"]);
  });

  it("is refused with --target, which would leave out what the stack remembers, and made without", async () => {
    const stack = await on("compose");
    const refused = await stack.set({ tier: "beanstalk" }).up("--target", "**aws:rds/**");
    expect(refused.exitCode).to.not.equal(0);
    expect(refused.stdout).to.match(
      /This update would change which tiers and databases there are, .*latch-[a-z]+.*\. Nothing was touched\./,
    );
    expect(refused.stdout + refused.stderr).to.not.include("    at ");
    expect(refused.calls).to.deep.equal([]);
    expect(await stack.shape()).to.equal("compose; box; data box");
    const other = await stack.set({ tier: "compose" }).up("--target", "**aws:budgets/**");
    expect(other.exitCode, other.stdout).to.equal(0);
    await stack.succeeds({ tier: "beanstalk" });
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
  });

  it("starts no app of the new tier with --exclude of data-home, whose databases would be empty", async () => {
    const stack = await on("compose");
    const { deployment } = stack;
    const previewed = await stack.set({ tier: "beanstalk" }).preview("--exclude", "**data-home**");
    expect(previewed.exitCode).to.not.equal(0);
    expect(previewed.diagnostics).to.include("This update leaves out data-home");
    const refused = await deployment.up("--exclude", "**data-home**");
    expect(refused.exitCode).to.not.equal(0);
    expect(refused.stdout).to.include("This update leaves out data-home");
    expect(refused.stdout + refused.stderr).to.not.include("    at ");
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    expect(stack.weights()).to.deep.equal({ "compose-shop.example.com": 100 });
    await stack.succeeds({ tier: "beanstalk" });
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
  });
});
