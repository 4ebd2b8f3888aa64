import { expect } from "chai";
import { stepsOn } from "../../local/steps";

describe("a step", () => {
  it("is silent when it is over at once, and gives back what the work gave", async () => {
    const written: string[] = [];
    const steps = stepsOn({ write: (text) => written.push(text) });
    expect(await steps.step("quick", async () => 7)).to.equal(7);
    expect(written).to.deep.equal([]);
  });

  it("is told when it takes longer than two seconds, even when it fails", async () => {
    const written: string[] = [];
    const steps = stepsOn({ write: (text) => written.push(text) });
    const work = () => new Promise((_, reject) => setTimeout(() => reject(new Error("no")), 2200));
    await steps.step("slow", work).catch(() => undefined);
    expect(written[0]).to.equal("slow ...\n");
    expect(written[1]).to.match(/^slow: [2-9]\.\d s\n$/);
  });
});
