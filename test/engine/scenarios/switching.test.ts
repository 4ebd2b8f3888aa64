import { expect } from "chai";
import type { Tier } from "../../../settings/schema";
import { SwitchStack } from "../switch-stack";

const box = ["delete aws:ebs/volume:Volume data", "delete aws:ec2/eip:Eip address"];
const files = ["delete aws:efs/fileSystem:FileSystem files"];
const servers = [
  "delete aws:rds/instance:Instance databases",
  "delete aws:rds/subnetGroup:SubnetGroup databases",
  "delete aws:ec2/routeTable:RouteTable data",
  "delete aws:ec2/subnet:Subnet data-0",
  "delete aws:ec2/subnet:Subnet data-1",
];

const first = new Map<Tier, Promise<SwitchStack>>();

async function on(tier: Tier): Promise<SwitchStack> {
  if (!first.has(tier)) first.set(tier, SwitchStack.on(tier));
  const stack = await first.get(tier);
  if (!stack) throw new Error(`no stack on ${tier}`);
  return stack.copy();
}

const weightsOf = (serving: Tier, standby: Tier) => ({
  [`${serving}-shop.example.com`]: 100,
  [`${standby}-shop.example.com`]: 0,
});

describe("engine: a switch from the box", () => {
  for (const tier of ["beanstalk", "fargate"] as const)
    it(`to ${tier} moves the data once, keeps the box as standby, and goes back without a move`, async () => {
      const stack = await on("compose");
      stack.deployment.box.nextMoves({ seconds: 2 });
      const up = await stack.succeeds({ tier });
      expect(up.stdout).to.include("Moving the databases to RDS. copying");
      expect(await stack.shape()).to.equal(`compose+${tier}; box, rds; data rds`);
      expect(stack.weights()).to.deep.equal(weightsOf(tier, "compose"));
      await stack.changesNothingMore();
      await stack.succeeds({ tier: "compose" });
      expect(await stack.shape()).to.equal(`compose+${tier}; box, rds; data rds`);
      expect(stack.weights()).to.deep.equal(weightsOf("compose", tier));
      expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds"]);
    });

  it("takes the data home when Beanstalk is retired, in two updates, and leaves nothing to change", async () => {
    const stack = await on("compose");
    await stack.succeeds({ tier: "beanstalk" });
    await stack.succeeds({ tier: "compose" });
    const retire = { tier: "compose", retire: "beanstalk" } as const;
    await stack.succeeds(retire);
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds", "rds -> box"]);
    await stack.succeeds(retire, [...servers, ...files]);
    expect(await stack.shape()).to.equal("compose; box; data box");
    await stack.changesNothingMore();
  });

  it("retires the box in two updates, and nothing of it comes back", async () => {
    const stack = await on("compose");
    await stack.succeeds({ tier: "beanstalk" });
    const retire = { tier: "beanstalk", retire: "compose" } as const;
    await stack.succeeds(retire);
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
    await stack.succeeds(retire, box);
    expect(await stack.shape()).to.equal("beanstalk; rds; data rds");
    await stack.succeeds({ tier: "beanstalk" });
    expect(await stack.shape()).to.equal("beanstalk; rds; data rds");
  });

  it("to RDS alone and home again moves only the data", async () => {
    const stack = await on("compose");
    await stack.succeeds({ tier: "compose", database: "rds" });
    expect(await stack.shape()).to.equal("compose; box, rds; data rds");
    await stack.succeeds({ tier: "compose", database: "box" });
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds", "rds -> box"]);
  });
});

describe("engine: a switch that fails", () => {
  it("in the move leaves names and data where they were, says why, and succeeds when it is tried again", async () => {
    const stack = await on("compose");
    stack.deployment.box.nextMoves({ error: "RDS has no room: 12 GB are needed, 3 GB are free" });
    await stack.fails(
      { tier: "beanstalk" },
      "The databases were not moved to RDS: RDS has no room: 12 GB are needed, 3 GB are free",
    );
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    expect(stack.weights()).to.deep.equal({ "compose-shop.example.com": 100 });
    expect(stack.deployment.box.home()).to.equal("box");
    await stack.succeeds({ tier: "beanstalk" });
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
  });

  const steps = [
    { type: "aws:rds/instance:Instance", name: "databases", after: "compose; box; data box" },
    {
      type: "aws:elasticbeanstalk/environment:Environment",
      name: "single",
      after: "compose; box, rds; data rds",
    },
    {
      type: "aws:route53/record:Record",
      name: "beanstalk-shop.example.com",
      after: "compose+beanstalk; box, rds; data rds",
    },
  ] as const;

  for (const { type, name, after } of steps)
    it(`at ${type} goes on with the next update, or back when the mind has changed`, async () => {
      const stack = await on("compose");
      stack.deployment.control({
        failures: [{ operation: "create", type, name, message: "AWS has none left" }],
      });
      await stack.fails({ tier: "beanstalk" }, "AWS has none left");
      expect(await stack.shape()).to.equal(after);
      stack.deployment.control({});
      const changed = stack.copy();
      await changed.succeeds({ tier: "compose" });
      expect(await changed.shape()).to.match(/^compose; box, rds; data (box|rds)$/);
      expect(changed.weights()).to.deep.equal({ "compose-shop.example.com": 100 });
      await stack.succeeds({ tier: "beanstalk" });
      expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
    });

  it("when pulumi is killed after the data has moved asks the box again, and retires nothing that has the data", async () => {
    const stack = await on("compose");
    const { box: machine } = stack.deployment;
    machine.nextMoves({ seconds: 3 });
    const began = async () => {
      while (machine.moves().length === 0) await new Promise((done) => setTimeout(done, 50));
    };
    await stack.set({ tier: "beanstalk" }).upKilledBy(began());
    await stack.deployment.cancel();
    expect(await stack.shape()).to.include("data box");
    await stack.succeeds({ tier: "compose", retire: "beanstalk" });
    expect(machine.moves()).to.deep.equal(["box -> rds", "rds -> box"]);
    expect(machine.home()).to.equal("box");
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
  });
});

describe("engine: a switch between managed tiers", () => {
  it("moves no data, and may bring the box in as a third tier", async () => {
    const stack = await on("beanstalk");
    await stack.succeeds({ tier: "fargate" });
    expect(await stack.shape()).to.equal("beanstalk+fargate; rds; data rds");
    expect(stack.weights()).to.deep.equal(weightsOf("fargate", "beanstalk"));
    await stack.succeeds({ tier: "compose" });
    expect(await stack.shape()).to.equal("compose+beanstalk+fargate; box, rds; data rds");
    expect(stack.deployment.box.home()).to.equal("rds");
    expect(stack.deployment.box.moves()).to.deep.equal([]);
    await stack.succeeds({ tier: "beanstalk" });
    expect(stack.weights()).to.deep.equal({
      ...weightsOf("beanstalk", "compose"),
      "fargate-shop.example.com": 0,
    });
  });
});
