import { expect } from "chai";
import { type Done, neverBegan, type Soak } from "../../lab/soak/soak";
import { doneText, soakProof, soakText } from "../../lab/soak/soak-text";

const switched: Done = {
  action: { kind: "switch", tier: "fargate" },
  from: "compose",
  text: "switch fargate",
  ...{ seconds: 130.4, moved: true, mayFail: false },
  ...{ writes: 1200, pages: 1100, failuresInside: 2, failuresOutside: [], writeStopSeconds: 9.44 },
  problems: [],
};

const killed: Done = {
  ...switched,
  action: {
    kind: "killed",
    of: { kind: "switch", tier: "compose" },
    ...{ victim: "pulumi", seconds: 20, then: "back" },
  },
  from: "fargate",
  text: "switch compose, pulumi killed after 20 s, then back",
  ...{ fate: "pulumi", moved: false },
  failuresOutside: ["a page was answered 502 by 10.0.0.1"],
  problems: ["1 failures outside of the fence: a page was answered 502 by 10.0.0.1"],
};

const restored: Done = {
  action: { kind: "restore" },
  from: "compose",
  text: "restore",
  ...{ seconds: 30, moved: false, mayFail: false },
  ...{ writes: 0, pages: 0, failuresInside: 0, failuresOutside: [], writeStopSeconds: 0 },
  problems: [],
};

const powerCut: Done = {
  action: { kind: "power cut" },
  from: "compose",
  text: "power cut",
  ...{ seconds: 39, moved: false, mayFail: true, writes: 156, pages: 225, failuresInside: 0 },
  failuresOutside: Array<string>(402).fill("connect ECONNREFUSED"),
  writeStopSeconds: 21.4,
  problems: [],
};

const soak: Soak = {
  plan: { seed: 7, hours: 1, actions: Infinity, tiers: ["compose", "fargate"], instances: 2 },
  ...{ seconds: 600, done: [switched, restored, powerCut, killed], writes: 2400 },
};

describe("what a soak says", () => {
  it("of each action", () => {
    expect(doneText(switched)).to.equal(
      "switch fargate: 130 s; 1200 writes, 1100 pages, 0 failures outside of the fence, write stop 9.4 s",
    );
    expect(doneText(restored)).to.equal("restore: 30 s");
    expect(doneText(killed)).to.equal(
      `switch compose, pulumi killed after 20 s, then back: 130 s; killed: pulumi; 1200 writes, 1100 pages, 1 failures outside of the fence, write stop 9.4 s
  WRONG: 1 failures outside of the fence: a page was answered 502 by 10.0.0.1`,
    );
  });

  it("of one in which no action began: nothing held, for nothing was tried", () => {
    const text = soakText({ ...soak, done: [], writes: 0, broke: neverBegan({ hours: 0.01 }) });
    expect(text).to.include(
      "It stopped at: no action began within --hours 0.01, the time that the lab boots in included: give it more",
    );
    expect(text).not.to.include("Everything held");
  });

  it("at its end, with what did not hold", () => {
    expect(soakText(soak)).to.equal(`4 actions in 10 minutes, 1 of them disturbed by a kill.
2400 acknowledged writes had to be there at the end; 2425 pages were read.
Failures outside of the fence: 1, inside: 4; 402 more where there may be some, such as while a box had no power.
Actions that moved the databases: 1; 2 of 2302 requests failed, inside and outside of the fence: 87 per 100,000.
Switches of the tier that did not: 1; 3 of 2303 requests failed, inside and outside of the fence: 130 per 100,000.
Write stop of an action, as a visitor saw it: 9.4 s in the middle, 9.4 s at most.
It stopped at: switch compose, pulumi killed after 20 s, then back: 1 failures outside of the fence: a page was answered 502 by 10.0.0.1`);
  });

  it("counts a kill that came too late for none, and no failure of a box without power as a move's", () => {
    const late: Done = { ...killed, fate: "nothing: it had ended", problems: [], failuresOutside: [] };
    const cut: Done = { ...powerCut, moved: true };
    const lines = soakText({ ...soak, done: [switched, late, cut] }).split("\n");
    expect(lines[0]).to.equal("3 actions in 10 minutes, 0 of them disturbed by a kill.");
    expect(lines[3]).to.match(/^Actions that moved the databases: 1; 2 of 2302 requests failed, /);
  });

  it("at its end, when all held, and why it ended early", () => {
    const last = (one: Soak) => soakText(one).split("\n").at(-1);
    expect(last({ ...soak, done: [switched] })).to.equal(
      "Everything held that must hold, after each action.",
    );
    expect(last({ ...soak, done: [switched], broke: "restore: restoring ended with 1" })).to.equal(
      "It stopped at: restore: restoring ended with 1",
    );
  });

  it("in docs/proof, with how to draw the same again", () => {
    const { command, again, counted } = soakProof(soak);
    expect(command).to.equal(
      "npm run soak -- --report --seed 7 --hours 1 --instances 2 --tiers compose,fargate",
    );
    expect(again).to.equal("--seed 7");
    expect(soakProof({ ...soak, plan: { ...soak.plan, actions: 5 } }).command).to.include(
      " --hours 1 --actions 5 ",
    );
    expect(counted).to.deep.equal({
      action: ["switch", "restore", "power cut", "switch, killed"],
      "switch of the tier": ["compose to fargate", "fargate to compose"],
      killed: ["pulumi"],
    });
  });
});
