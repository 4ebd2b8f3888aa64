import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "chai";
import { evaluateStack } from "../../cli/review-stack";
import { withChanges } from "../../cli/load-stack";
import { reviewStack } from "../../cost/stack-review";
import type { DeployedStack } from "../../plan/deployed";
import { assumedResources } from "../../plan/switching/assumed";
import { readStackFile } from "../../settings/read-file";

const root = resolve(__dirname, "../..");
const region = "us-east-1";
const beforeSwitch: DeployedStack = {
  outputs: { tier: "compose" },
  resources: assumedResources("compose", "auto"),
};
const never: DeployedStack = { outputs: {}, resources: [] };
const { raw } = readStackFile(root, "prod");

function refused(monthlyUsd: number, deployed: DeployedStack): boolean {
  const asked = { ...raw, tier: "beanstalk", budget: { monthlyUsd, enforce: true } };
  const program = ["--require", "./scripts/loader.cjs", "cli/budget-check.ts"];
  const { status } = spawnSync(process.execPath, program, {
    cwd: root,
    input: JSON.stringify({ stack: "prod", region, raw: asked, deployed }),
    encoding: "utf8",
  });
  expect(status).to.be.oneOf([0, 3]);
  return status === 3;
}

async function monthly(deployed: DeployedStack): Promise<number> {
  const loaded = withChanges("prod", { raw, region, deployed }, ["tier=beanstalk"], root);
  return reviewStack(loaded.plan, (await evaluateStack(loaded)).resources).monthly.total;
}

describe("the question about an enforced budget", () => {
  it("counts the tier that a switch leaves beside the serving one", async function () {
    this.timeout(60_000);
    const [alone, beside] = [await monthly(never), await monthly(beforeSwitch)];
    expect(beside).to.be.greaterThan(alone + 5);
    const between = Math.round((alone + beside) / 2);
    expect(refused(between, never)).to.equal(false);
    expect(refused(between, beforeSwitch)).to.equal(true);
  });
});
