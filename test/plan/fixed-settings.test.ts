import { expect } from "chai";
import { deployedFrom, type DeployedResource } from "../../plan/deployed";
import { fixedSettingProblems } from "../../plan/fixed-settings";
import { formatProblems, SettingsError } from "../../settings/problems";
import { withChanges } from "../../cli/load-stack";
import { evaluateStack } from "../../cli/review-stack";
import { assumedResources } from "../../plan/switching/assumed";
import { readStackFile } from "../../settings/read-file";
import { StateError } from "../../settings/state-error";
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
  return formatProblems(fixedSettingProblems(plan, deployedFrom(resources)));
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

  it("keeps what RDS has grown its storage to: no limit below 110 % of it, no smaller one without a limit", async () => {
    const server = (allocatedStorage: number, maxAllocatedStorage: number): DeployedResource => ({
      ...onRds,
      outputs: { allocatedStorage, maxAllocatedStorage },
    });
    const rds = (settings: string, deployed: DeployedResource) =>
      refusal(["database=rds", settings], tier("compose"), deployed);
    expect(await rds("rds.maxStorageGb=65", server(60, 100))).to.include(
      "rds.maxStorageGb: RDS has 60 GB by now, and takes no limit below 110 % of them; got 65; allowed at least 66; raise it; storage never shrinks",
    );
    expect(await rds("rds.maxStorageGb=66", server(60, 100))).to.equal("");
    // Grown up to the limit: as long as that stays, AWS is not asked.
    expect(await rds("rds.maxStorageGb=100", server(98, 100))).to.equal("");
    expect(await rds("rds.maxStorageGb=100", server(98, 0))).to.include("allowed at least 108");
    expect(await rds("rds.storageGb=60000", server(65_000, 0))).to.include(
      "rds.storageGb: a volume cannot shrink; got 60000; allowed at least 65000; put it back",
    );
  });

  describe("with PostgreSQL on RDS", () => {
    const shown = (outputs: DeployedResource["outputs"], ...set: readonly string[]) => {
      const server = { ...onRds, outputs: { identifier: "ladder-dev-1", allocatedStorage: 20, ...outputs } };
      const resources = [...assumedResources("beanstalk", "auto"), server];
      const deployed = { outputs: { tier: "beanstalk" }, resources };
      const apps = [{ name: "shop", image: "ghcr.io/acme/shop:1", port: 80, database: true }];
      const raw = { tier: "beanstalk", apps };
      return withChanges("dev", { raw, region: "us-east-1", deployed }, set);
    };

    it("shows an upgrade of it without an engine, which alone could ask AWS for the way", async () => {
      const { resources } = await evaluateStack(shown({ engineVersionActual: "17.6" }, "box.postgres=18"));
      const server = resources.find(({ type }) => type === "aws:rds/instance:Instance");
      expect(server?.inputs["engineVersion"]).to.equal("18");
    });

    it("takes the version that was wanted where AWS has not said another, as of a server that failed while it was made", () => {
      const { plan } = shown({ engineVersionActual: "", engineVersion: "17" });
      expect(plan.rds?.majorVersion).to.equal("17");
      expect(deployedFrom([{ ...onRds, outputs: { engineVersion: "" } }]).databaseMajor).to.equal(undefined);
    });

    it("is told in a sentence that somebody has upgraded it beyond what this version knows", () => {
      expect(() => shown({ engineVersionActual: "99.1" })).to.throw(
        StateError,
        /^RDS has PostgreSQL 99, which somebody else upgraded it to and this version of Ladder does not know\. Nothing was touched\. Use a newer version of Ladder\.$/,
      );
    });
  });

  it("may be anything when it was never deployed", async () => {
    expect(await refusal(["tier=beanstalk"])).to.equal("");
  });

  it("is told everything at once: what a switch refuses, and what cannot change", () => {
    const resources = [
      ...assumedResources("compose", "auto"),
      { type: "aws:ebs/volume:Volume", name: "data", outputs: { size: 500 } },
    ];
    const deployed = { outputs: { tier: "compose" }, resources };
    const written = readStackFile(".", "prod");
    expect(() => withChanges("prod", { ...written, deployed }, ["retire=compose"])).to.throw(
      SettingsError,
      /^retire: this tier serves; .*\nbox\.dataGb: a volume cannot shrink; [^\n]*$/,
    );
  });
});
