import { expect } from "chai";
import { firstOn, type SwitchStack } from "../switch-stack";

/** What makes backups of the databases on RDS. */
async function dumps({ deployment }: SwitchStack): Promise<readonly string[]> {
  const keys = Object.keys(await deployment.resources());
  return keys.filter((key) => /^aws:(scheduler|ecs|ssm)\/\w+:\w+ dumps/.test(key)).toSorted();
}

const all = [
  "aws:ecs/cluster:Cluster dumps",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders dumps",
  "aws:ecs/taskDefinition:TaskDefinition dumps",
  "aws:scheduler/schedule:Schedule dumps",
  "aws:scheduler/schedule:Schedule dumps-drill",
  "aws:ssm/parameter:Parameter dumps",
];

describe("engine: backups of databases on RDS where no box stands", () => {
  it("are made from the first up on, change nothing at the second, and end when a box brings its own", async () => {
    const stack = await firstOn("beanstalk");
    expect(await dumps(stack)).to.deep.equal(all);
    await stack.changesNothingMore();
    await stack.succeeds({ tier: "compose" });
    expect(await dumps(stack)).to.deep.equal([]);
  });

  it("begin when the box that made them is retired, and not before", async () => {
    const stack = await firstOn("compose");
    await stack.succeeds({ tier: "beanstalk" });
    expect(await dumps(stack)).to.deep.equal([]);
    await stack.succeeds({ tier: "beanstalk", retire: "compose" });
    const { exitCode, stdout, stderr } = await stack.deployment.up();
    expect(exitCode, stdout + stderr).to.equal(0);
    expect(await dumps(stack)).to.deep.equal(all);
    await stack.changesNothingMore();
  });
});
