import { expect } from "chai";
import { evaluateStack } from "../../cli/review-stack";
import { loadStack } from "../../cli/load-stack";
import { smallerMachineText } from "../../cost/smaller-machine";
import { reviewStack } from "../../cost/stack-review";

async function textOf(...set: readonly string[]) {
  const loaded = loadStack({ stack: "prod", set });
  const { resources } = await evaluateStack(loaded);
  return smallerMachineText(loaded.plan.box, reviewStack(loaded.plan, resources));
}

describe("a smaller machine", () => {
  it("is named with what it saves, to the cent", async () => {
    // 730 hours at 0.1344 against 0.0336.
    expect(await textOf("box.instance=t4g.xlarge")).to.match(
      /^By their memory limits the apps fit into a t4g\.medium, which saves 73\.58 a month\. /,
    );
  });

  it("saves less where a schedule stops the machine", async () => {
    const schedule = 'schedule={"start":"08:00","stop":"18:00","timezone":"Europe/London"}';
    const saved = Number(
      /saves ([\d.]+)/.exec((await textOf("box.instance=t4g.xlarge", schedule)) ?? "")?.[1],
    );
    expect(saved).to.be.within(73.58 * 0.29, 73.58 * 0.31);
  });

  it("is not named where there is none, or no machine", async () => {
    expect(await textOf()).to.equal(undefined);
    expect(await textOf("tier=fargate", "domain=example.com")).to.equal(undefined);
  });

  it("is not named where its price is not known", async () => {
    const loaded = loadStack({ stack: "prod", set: [] });
    const { resources } = await evaluateStack(loaded);
    const box = { ...loaded.plan.box, memory: { smallestThatFits: "x9.tiny" } };
    expect(smallerMachineText(box, reviewStack(loaded.plan, resources))).to.equal(undefined);
  });
});
