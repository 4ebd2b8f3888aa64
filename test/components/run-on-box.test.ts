import { expect } from "chai";
import { runOnBoxText } from "../../components/run-on-box";
import { diff } from "../../components/run-on-box/provider";
import { evaluated } from "../evaluated";

const inputs = {
  instanceId: "i-1",
  region: "us-east-1",
  bundleVersion: "a".repeat(64),
  bundleUpload: "upload-1",
  timeoutSeconds: 900,
};
const before = { ...inputs, appliedVersion: inputs.bundleVersion, states: {} };
/** How the engine writes what it does not know in a preview. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("RunOnBox", () => {
  it("runs for another bundle, upload or instance, also one that is not known yet, and for nothing else", () => {
    const changes = (change: object) => diff(before, { ...inputs, ...change }).changes;
    expect(
      [
        { bundleVersion: "b".repeat(64) },
        { bundleUpload: "upload-2" },
        { instanceId: "i-2" },
        { instanceId: unknown },
      ].map(changes),
    ).to.deep.equal([true, true, true, true]);
    expect(
      [{}, { timeoutSeconds: 60 }, { profile: "work" }, { region: "eu-west-1" }].map(changes),
    ).to.deep.equal([false, false, false, false]);
  });

  it("keeps code in the state that finds the project's own, and needs none to be deleted", () => {
    const module = { exports: {} as { handler: () => Record<string, (...args: unknown[]) => unknown> } };
    new Function("exports", "require", runOnBoxText)(module.exports, require);
    const provider = module.exports.handler();
    expect(Object.keys(provider)).to.deep.equal(["diff", "create", "update"]);
    expect(provider["diff"]?.("box", before, inputs)).to.deep.equal({ changes: false });
    expect(runOnBoxText).to.not.include(process.cwd());
  });

  it("is asked to apply the very version that is uploaded, once it is and the box has its volume and address", async () => {
    const { resources, plan } = await evaluated("dev");
    const found = resources.find(({ type }) => type === "pulumi-nodejs:dynamic/ladder:RunOnBox");
    const bundle = resources.find(({ type, name }) => type.endsWith("BucketObjectv2") && name === "bundle");
    const { version } = JSON.parse(String(bundle?.inputs["content"])) as { version: string };
    expect(found?.inputs).to.deep.equal({
      __provider: runOnBoxText,
      bundleVersion: version,
      bundleUpload:
        "${urn:pulumi:dev::ladder::ladder:tiers:Compose$aws:s3/bucketObjectv2:BucketObjectv2::bundle.versionId}",
      instanceId: "${urn:pulumi:dev::ladder::ladder:tiers:Compose$aws:ec2/instance:Instance::box.id}",
      region: plan.region,
      timeoutSeconds: 900,
    });
    expect(
      found?.options.dependsOn.map((urn) => urn.split("::").slice(2).join(" ").split("$").at(-1)),
    ).to.include.members([
      "aws:ec2/eipAssociation:EipAssociation box",
      "aws:ec2/instance:Instance box",
      "aws:ec2/volumeAttachment:VolumeAttachment data",
      "aws:s3/bucketObjectv2:BucketObjectv2 bundle",
    ]);
  });

  it("waits as long as the settings say", async () => {
    const { resources } = await evaluated("dev", ["box.applyTimeoutMinutes=3"]);
    const found = resources.find(({ type }) => type === "pulumi-nodejs:dynamic/ladder:RunOnBox");
    expect(found?.inputs["timeoutSeconds"]).to.equal(180);
  });

  it("has a provider of its own that is given no settings", async () => {
    const { resources } = await evaluated("dev");
    const providers = resources.filter(({ type }) => type === "pulumi:providers:pulumi-nodejs");
    expect(providers.map(({ name, inputs: given }) => ({ name, given }))).to.have.deep.members([
      { name: "box", given: {} },
      { name: "data-home", given: {} },
    ]);
  });
});
