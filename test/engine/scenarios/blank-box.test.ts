import { expect } from "chai";
import { firstOn, type SwitchStack } from "../switch-stack";

const instance = "aws:ec2/instance:Instance";

/** An update that makes the box anew, on a data volume that nothing was ever written to. */
async function updateWithBlankBox({ deployment }: SwitchStack): Promise<void> {
  const [urn = ""] = new RegExp(`urn:pulumi:[^"]*${instance}::[^"]*`).exec(deployment.stateText()) ?? [];
  deployment.box.forget().forgetData();
  const update = await deployment.up("--replace", urn);
  expect(update.exitCode, update.stdout + update.stderr).to.equal(0);
  expect(update.calls.map(({ operation, type }) => `${operation} ${type}`)).to.include(`create ${instance}`);
}

describe("engine: a box that is made anew while the databases are on RDS", () => {
  it("goes on with RDS, and brings the databases home from there when it is blank in that very update", async () => {
    const stack = await firstOn("compose");
    const { box } = stack.deployment;
    const onRds = await stack.set({ tier: "compose", database: "rds" }).up();
    expect(onRds.exitCode, onRds.stdout).to.equal(0);

    await updateWithBlankBox(stack);
    expect([box.home(), box.moves(), await stack.shape()]).to.deep.equal([
      "rds",
      ["box -> rds"],
      "compose; box, rds; data rds",
    ]);

    stack.set({ tier: "compose", database: "box" });
    await updateWithBlankBox(stack);
    expect([box.home(), box.moves(), await stack.shape()]).to.deep.equal([
      "box",
      ["box -> rds", "rds -> box"],
      "compose; box, rds; data box",
    ]);
  });
});
