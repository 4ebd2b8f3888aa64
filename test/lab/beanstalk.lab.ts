import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";
import { labChange, labDown, labSays, labSwitch, labUp } from "./running-lab";

const allAnswer = ["portfolio", "docs", "todo", "groceries", "whoami"].map(
  (app) => `https://${app}.lab.test  200`,
);

/** What the status says of apps and of the worker. */
async function places(): Promise<{ answers: readonly string[]; worker: string | undefined }> {
  const lines = (await labSays("status")).split("\n");
  return {
    answers: lines.filter((line) => line.startsWith("https://")),
    worker: lines.find((line) => line.startsWith("site-watch")),
  };
}

describe("A lab with two instances of Beanstalk, while visitors write and read", () => {
  before(() => labUp("--instances", "2"));
  after(labDown);

  it("has every acknowledged write exactly once after a switch to it, and no failure outside of the fence", async () => {
    await labSwitch(["beanstalk"], "RDS");
    const { answers, worker } = await places();
    expect(answers).to.deep.equal(allAnswer);
    expect(worker).to.equal("site-watch, a worker, runs on beanstalk");
  });

  it("sends a tenth of first visitors there when told so, and runs the worker on one tier all the same", async () => {
    const told = await labChange(["traffic", "10"], "RDS");
    const pages = /^beanstalk: weight 10 in DNS, (\d+) pages of first visitors[.]$/m.exec(told)?.[1];
    const others = /^compose: weight 90 in DNS, (\d+) pages of first visitors[.]$/m.exec(told)?.[1];
    const share = Number(pages) / (Number(pages) + Number(others));
    expect(share).to.be.within(0.02, 0.25);
    expect((await places()).worker).to.equal("site-watch, a worker, runs on beanstalk");
  });

  it("goes back the same way", async () => {
    await labSwitch(["compose"], "RDS");
    const { answers, worker } = await places();
    expect(answers).to.deep.equal(allAnswer);
    expect(worker).to.equal("site-watch, a worker, runs on compose");
  });

  it("is retired with every write: the databases come home to the box", async () => {
    const told = await labChange(["retire", "beanstalk"], "the box");
    expect(told).to.match(/^beanstalk is gone, after 3 updates[.]\n/);
    expect((await places()).answers).to.deep.equal(allAnswer);
  });
});

describe("A lab on the tier beanstalk", () => {
  after(() => lab("down").ended);

  it("answers for each app from one instance", async () => {
    await labUp("--tier", "beanstalk");
    expect((await places()).answers).to.deep.equal(allAnswer);
  });

  it("leaves nothing behind when it is ended", async () => {
    await labSays("down");
    expect(await leftBehind()).to.deep.equal([]);
  });
});
