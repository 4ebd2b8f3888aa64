import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

const visited = (home: string) =>
  new RegExp(
    `The databases are on ${home}[.]\n[1-9]\\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \\d+[.]\nWrite stop, as the visitor saw it: [\\d.]+ s[.]\n$`,
  );

const allAnswer = ["portfolio", "docs", "todo", "groceries", "whoami"].map(
  (app) => `https://${app}.lab.test  200`,
);

async function fine(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await lab(...words).ended;
  expect(exitCode, stderr + stdout).to.equal(0);
  console.log(stdout);
  return stdout;
}

/** What the status says of apps and of the worker. */
async function places(): Promise<{ answers: readonly string[]; worker: string | undefined }> {
  const lines = (await fine("status")).split("\n");
  return {
    answers: lines.filter((line) => line.startsWith("https://")),
    worker: lines.find((line) => line.startsWith("site-watch")),
  };
}

describe("A lab with two instances of Beanstalk, while visitors write and read", () => {
  before(() => fine("up", "--instances", "2"));
  after(async () => {
    await lab("down").ended;
    expect(await leftBehind()).to.deep.equal([]);
  });

  it("has every acknowledged write exactly once after a switch to it, and no failure outside of the fence", async () => {
    expect(await fine("switch", "beanstalk")).to.match(visited("RDS"));
    const { answers, worker } = await places();
    expect(answers).to.deep.equal(allAnswer);
    expect(worker).to.equal("site-watch, a worker, runs on beanstalk");
  });

  it("sends a tenth of first visitors there when told so, and runs the worker on one tier all the same", async () => {
    const told = await fine("traffic", "10");
    expect(told).to.match(visited("RDS"));
    const pages = /^beanstalk: weight 10 in DNS, (\d+) pages of first visitors[.]$/m.exec(told)?.[1];
    const others = /^compose: weight 90 in DNS, (\d+) pages of first visitors[.]$/m.exec(told)?.[1];
    const share = Number(pages) / (Number(pages) + Number(others));
    expect(share).to.be.within(0.02, 0.25);
    expect((await places()).worker).to.equal("site-watch, a worker, runs on beanstalk");
  });

  it("goes back the same way", async () => {
    expect(await fine("switch", "compose")).to.match(visited("RDS"));
    const { answers, worker } = await places();
    expect(answers).to.deep.equal(allAnswer);
    expect(worker).to.equal("site-watch, a worker, runs on compose");
  });

  it("is retired with every write: the databases come home to the box", async () => {
    const told = await fine("retire", "beanstalk");
    expect(told).to.match(/^beanstalk is gone, after 3 updates[.]\n/);
    expect(told).to.match(visited("the box"));
    expect((await places()).answers).to.deep.equal(allAnswer);
  });
});

describe("A lab on the tier beanstalk", () => {
  after(() => lab("down").ended);

  it("answers for each app from one instance", async () => {
    await fine("up", "--tier", "beanstalk");
    expect((await places()).answers).to.deep.equal(allAnswer);
  });

  it("leaves nothing behind when it is ended", async () => {
    await fine("down");
    expect(await leftBehind()).to.deep.equal([]);
  });
});
