import { expect } from "chai";
import { onlyBox } from "../removed";
import { firstOn as on, weightsOf } from "../switch-stack";

describe("engine: a switch from the box", () => {
  for (const tier of ["beanstalk", "fargate"] as const)
    it(`to ${tier} moves the data once, keeps the box as standby, and goes back without a move`, async () => {
      const stack = await on("compose");
      const [bytes, copiedBytes] = [40 * 2 ** 20, 12 * 2 ** 20];
      const databases = [{ name: "app_shop", bytes, copiedBytes, tables: 31, copied: false }];
      stack.deployment.box.nextMoves({ seconds: 2, databases });
      const up = await stack.succeeds({ tier });
      expect(up.stdout).to.include(
        "Moving the databases to RDS. copying: 0 of 1 databases, 12 of 40 MB, 31 tables",
      );
      expect(await stack.shape()).to.equal(`compose+${tier}; box, rds; data rds`);
      expect(stack.weights()).to.deep.equal(weightsOf(tier, "compose"));
      await stack.changesNothingMore();
      await stack.succeeds({ tier: "compose" });
      expect(await stack.shape()).to.equal(`compose+${tier}; box, rds; data rds`);
      expect(stack.weights()).to.deep.equal(weightsOf("compose", tier));
      expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds"]);
    });

  it("retires the box in two updates, and nothing of it comes back", async () => {
    const stack = await on("compose");
    await stack.succeeds({ tier: "beanstalk" });
    const retire = { tier: "beanstalk", retire: "compose" } as const;
    await stack.succeeds(retire);
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
    await stack.succeeds(retire, onlyBox);
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
