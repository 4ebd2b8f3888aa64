import { expect } from "chai";
import { deployedFrom, type DeployedResource } from "../../plan/deployed";
import { refuseFixedSettings } from "../../plan/fixed-settings";
import { SettingsError } from "../../settings/problems";
import { evaluated } from "../evaluated";

const tier = (name: string): DeployedResource => ({ type: `ladder:tiers:${name}`, name, outputs: {} });
const onBox: DeployedResource = {
  type: "aws:ssm/parameter:Parameter",
  name: "postgres-password",
  outputs: {},
};
const onRds: DeployedResource = { type: "aws:rds/instance:Instance", name: "databases", outputs: {} };

async function refusal(set: readonly string[], ...resources: readonly DeployedResource[]): Promise<string> {
  const { plan } = await evaluated("dev", set);
  try {
    refuseFixedSettings(plan, deployedFrom(resources));
    return "";
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

const memory: DeployedResource = { type: "pulumi:index:Stash", name: "latch-data", outputs: {} };

describe("a deployed stack", () => {
  it("that has not written down what there is keeps its tier, as its compute would be removed before the new one serves", async () => {
    expect(await refusal(["tier=beanstalk"], tier("compose"), onBox)).to.include(
      "tier: cannot change in a deployed stack; got beanstalk; allowed compose; run pulumi up once with the old value; then change it",
    );
    expect(await refusal([], tier("fargate"), onRds)).to.include("got compose; allowed fargate");
    expect(await refusal([], tier("compose"), onBox)).to.equal("");
  });

  it("that has not written it down keeps its databases where they are: apps would start on empty ones", async () => {
    expect(await refusal(["database=rds"], tier("compose"), onBox)).to.include(
      "database: cannot change in a deployed stack; got rds; allowed box; run pulumi up once with the old value",
    );
    expect(await refusal([], tier("compose"), onRds)).to.include("got box; allowed rds");
    expect(await refusal(["database=rds"], tier("compose"), onRds)).to.equal("");
  });

  it("changes both when it has", async () => {
    expect(await refusal(["tier=beanstalk"], tier("compose"), onBox, memory)).to.equal("");
    expect(await refusal(["database=rds"], tier("compose"), onBox, memory)).to.equal("");
  });

  it("may be anything when it was never deployed", async () => {
    expect(await refusal(["tier=beanstalk"])).to.equal("");
  });
});
