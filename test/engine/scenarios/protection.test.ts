import { expect } from "chai";
import { deployedDevStack } from "../dev-stack";

/** What holds data or is known to the outside by its address. */
const stateful = [
  "aws:ebs/volume:Volume data",
  "aws:ec2/eip:Eip address",
  "aws:ec2/vpc:Vpc vpc",
  "aws:s3/bucket:Bucket backups",
  "aws:s3/bucket:Bucket bundles",
  "aws:s3/bucket:Bucket uploads",
  "random:index/randomPassword:RandomPassword stack-key",
];

describe("engine: what holds data", () => {
  it("makes `pulumi destroy` end before anything is deleted", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment.copy();
    const destroy = await stack.destroy();
    expect(destroy.exitCode).to.not.equal(0);
    expect(destroy.calls).to.deep.equal([]);
    expect(destroy.stdout).to.match(/Volume::data" cannot be deleted\s+because it is protected/);
    expect(await stack.resources()).to.deep.equal(await deployment.resources());
  });

  it("outlives a destroy without preview, and the next up builds the rest around it again", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment.copy();
    const destroy = await stack.destroy("--skip-preview");
    expect(destroy.exitCode).to.not.equal(0);
    const [before, left] = await Promise.all([deployment.resources(), stack.resources()]);
    expect(stateful.map((key) => left[key])).to.deep.equal(stateful.map((key) => before[key]));

    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(new Set(update.calls.map(({ operation }) => operation))).to.deep.equal(new Set(["create"]));
    expect(Object.keys(await stack.resources()).sort()).to.deep.equal(Object.keys(before).sort());
  });
});
