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
  it("cannot be taken out of the program: the preview fails and names it", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => settings.setIn(["config", "ladder:domain"], "example.dev"));
    const first = await stack.up();
    expect(first.exitCode, first.stdout).to.equal(0);

    stack.edit((settings) => settings.deleteIn(["config", "ladder:domain"]));
    const preview = await stack.preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.diagnostics).to.match(/Zone::zone" cannot be deleted\s+because it is protected/);
  });

  it("cannot be replaced: a preview with another network range fails", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => settings.setIn(["config", "ladder:network", "cidr"], "10.99.0.0/16"));
    const preview = await stack.preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.diagnostics).to.match(
      /unable to replace resource "[^"]*Vpc::vpc"\s+as it is currently marked for protection/,
    );
  });

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
