import { expect } from "chai";
import { judged } from "../deployment";
import { deployedDevStack, newDevStack } from "../dev-stack";
import { deployedShop } from "../shop-stack";
import { SwitchStack } from "../switch-stack";

describe("engine: `pulumi preview --policy-pack policy`", () => {
  it("passes on a box before and after the first `up`, and then has every answer", async () => {
    const first = await (await newDevStack()).previewText(...judged);
    expect(first.exitCode, first.stdout).to.equal(0);
    expect(first.stdout).to.match(/\d+ answers of \d+ rules hang on what is not in this preview/);
    const { stdout, exitCode } = await (await deployedDevStack()).deployment.previewText(...judged);
    expect(exitCode, stdout).to.equal(0);
    expect(stdout).to.include("ladder@v1.0.0").and.not.include("hang on");
  });

  it("passes on Fargate and on Beanstalk with every answer", async () => {
    for (const stack of [await deployedShop(), (await SwitchStack.on("beanstalk")).deployment]) {
      const { stdout, exitCode } = await stack.previewText(...judged);
      expect(exitCode, stdout).to.equal(0);
      expect(stdout).to.include("ladder@v1.0.0").and.not.include("hang on");
    }
  });
});
