import { expect } from "chai";
import { deployedDevStack, guestPath, newDevStack } from "../dev-stack";
import { described } from "../preview-steps";

const noCapacity = {
  operation: "create",
  type: "aws:ec2/instance:Instance",
  message: "InsufficientInstanceCapacity",
} as const;
const refusedUpload = {
  operation: "update",
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  message: "AccessDenied",
} as const;

describe("engine: a failed `pulumi up`", () => {
  it("says why, keeps what it made, and the next one makes only the rest", async () => {
    const stack = (await newDevStack()).control({ failures: [noCapacity] });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("InsufficientInstanceCapacity");

    const second = await stack.control({}).up();
    expect(second.exitCode, second.stdout).to.equal(0);
    const created = [...failed.calls.filter(({ failed: reason }) => reason === undefined), ...second.calls];
    const whole = (await deployedDevStack()).update.calls;
    const names = (calls: typeof whole) =>
      calls.map(({ operation, type, name }) => `${operation} ${type} ${name}`).sort();
    expect(names(created)).to.deep.equal(names(whole));

    const again = await stack.preview("--expect-no-changes");
    expect(described(again.steps)).to.deep.equal([]);
  });

  it("leaves a failed change to be made by the next one", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => settings.setIn(guestPath(settings, "image"), "ghcr.io/acme/guest:2.0.0"))
      .control({ failures: [refusedUpload] });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("AccessDenied");
    const next = await stack.control({}).preview();
    expect(described(next.steps)).to.deep.equal([
      "update aws:s3/bucketObjectv2:BucketObjectv2 bundle",
      "update pulumi-nodejs:dynamic/ladder:RunOnBox box",
    ]);
  });
});
