import { expect } from "chai";
import type { Tier } from "../../../settings/schema";
import { onlyFiles, onlyServers } from "../removed";
import { firstOn, type SwitchStack, weightsOf } from "../switch-stack";

/** From a managed tier; the two from the box, which move data, are in switching.test.ts. */
const pairs = [
  ["beanstalk", "fargate"],
  ["fargate", "beanstalk"],
  ["beanstalk", "compose"],
  ["fargate", "compose"],
] as const;

const title = (...tiers: readonly Tier[]) => tiers.toSorted((a, b) => order(a) - order(b)).join("+");
const order = (tier: Tier) => ["compose", "beanstalk", "fargate"].indexOf(tier);
const home = (...tiers: readonly Tier[]) => (tiers.includes("compose") ? "box, rds" : "rds");

describe("engine: a switch from a managed tier", () => {
  for (const [from, to] of pairs)
    it(`${from} to ${to} and back moves no data, keeps the other as standby, and leaves nothing to change`, async () => {
      const stack = await firstOn(from);
      const both = `${title(from, to)}; ${home(from, to)}; data rds`;
      await stack.succeeds({ tier: to });
      expect(await stack.shape()).to.equal(both);
      expect(stack.weights()).to.deep.equal(weightsOf(to, from));
      await stack.changesNothingMore();
      await stack.succeeds({ tier: from });
      expect(await stack.shape()).to.equal(both);
      expect(stack.weights()).to.deep.equal(weightsOf(from, to));
      expect(stack.deployment.box.moves()).to.deep.equal([]);
    });
});

describe("engine: the retirement of", () => {
  it("fargate, where a stack began: its data comes to the box, which is new, and nothing of it comes back", async () => {
    const stack = await firstOn("fargate");
    await stack.succeeds({ tier: "compose" });
    const retire = { tier: "compose", retire: "fargate" } as const;
    await stack.succeeds(retire);
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    expect(stack.deployment.box.moves()).to.deep.equal(["rds -> box"]);
    await stack.succeeds(retire);
    await stack.succeeds(retire, onlyServers);
    expect(await stack.shape()).to.equal("compose; box; data box");
    await stack.succeeds({ tier: "compose" });
    await stack.changesNothingMore();
  });

  for (const [gone, serves] of [
    ["fargate", "beanstalk"],
    ["beanstalk", "fargate"],
  ] as const)
    it(`${gone} beside ${serves} takes its compute alone: the databases are the other's too`, async () => {
      const stack = await firstOn(gone);
      await stack.succeeds({ tier: serves });
      await stack.succeeds({ tier: serves, retire: gone });
      expect(await stack.shape()).to.equal(`${serves}; rds; data rds`);
      await stack.succeeds({ tier: serves, retire: gone }, gone === "beanstalk" ? onlyFiles : []);
      expect(await stack.shape()).to.equal(`${serves}; rds; data rds`);
      await stack.changesNothingMore();
    });
});

describe("engine: a third tier", () => {
  it("after a switch from the box: the data moves once, and each of the three may be retired", async () => {
    const stack = await firstOn("compose");
    await stack.succeeds({ tier: "beanstalk" });
    await stack.succeeds({ tier: "fargate" });
    expect(await stack.shape()).to.equal("compose+beanstalk+fargate; box, rds; data rds");
    expect(stack.weights()).to.deep.equal({
      ...weightsOf("fargate", "beanstalk"),
      ...weightsOf("fargate", "compose"),
    });
    expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds"]);
    await stack.succeeds({ tier: "fargate", retire: "beanstalk" });
    expect(await stack.shape()).to.equal("compose+fargate; box, rds; data rds");
    await stack.succeeds({ tier: "compose" });
    expect(stack.weights()).to.deep.equal(weightsOf("compose", "fargate"));
    expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds"]);
  });
});

describe("engine: what a deployed stack refuses before anything is touched", () => {
  const cases: readonly (readonly [string, Parameters<SwitchStack["set"]>[0], string])[] = [
    [
      "to retire the tier that serves",
      { tier: "beanstalk", retire: "beanstalk" },
      "retire: this tier serves",
    ],
    [
      "to retire what it never had",
      { tier: "beanstalk", retire: "fargate" },
      "retire: the stack never had it; got fargate; allowed compose",
    ],
    [
      "to retire the tier that serves in the update that changes the tier",
      { tier: "compose", retire: "beanstalk" },
      "retire: visitors are still sent to beanstalk, which serves, and is the way back, until an update with tier compose has finished; got beanstalk",
    ],
    [
      "to retire RDS and ask for it",
      { tier: "compose", database: "rds", retire: "rds" },
      "retire: the databases are to be on RDS; got rds; allowed a part that no setting asks for; move them to the box first: pulumi config set database box -s dev",
    ],
    [
      "to take the databases home from under a standby",
      { tier: "compose", database: "box" },
      "database: the beanstalk tier is kept as standby and reaches no database on the box; got box; allowed auto, rds; pulumi config set retire beanstalk -s dev",
    ],
  ];

  it("each in one sentence with what to do", async () => {
    const stack = await firstOn("compose");
    await stack.succeeds({ tier: "beanstalk" });
    for (const [what, wanted, says] of cases) {
      const update = await stack.fails(wanted, says);
      expect(update.calls, what).to.deep.equal([]);
    }
    expect(await stack.shape()).to.equal("compose+beanstalk; box, rds; data rds");
  });
});
