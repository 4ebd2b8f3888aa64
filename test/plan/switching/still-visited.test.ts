import { expect } from "chai";
import { loadStack } from "../../../cli/load-stack";
import { stillVisited } from "../../../plan/switching/still-visited";
import type { Tier } from "../../../settings/schema";

type Wish = Parameters<typeof stillVisited>[0];

const record = (tier: Tier, weight: number) => ({
  type: "aws:route53/record:Record",
  name: `${tier}-shop.example.com`,
  outputs: { setIdentifier: tier, weightedRoutingPolicies: [{ weight }] },
});

const problems = (wish: Wish, served: Tier, ...resources: readonly ReturnType<typeof record>[]) =>
  stillVisited(wish, "prod", { outputs: { tier: served }, resources }).map(
    ({ path, problem, got, allowed, hint }) => `${path}: ${problem}; got ${got}; allowed ${allowed}; ${hint}`,
  );

describe("a tier that visitors are still sent to", () => {
  const home: Wish = { tier: "compose", retire: "beanstalk" };
  const refused =
    "retire: visitors are still sent to beanstalk, which would lose its databases or machines before they go elsewhere; " +
    "got beanstalk; allowed a part without visitors; pulumi config rm retire -s prod, then pulumi up; retire it afterwards";

  it("is not retired by the update that switches away from it", () => {
    expect(problems(home, "beanstalk")).to.deep.equal([refused]);
    expect(problems(home, "beanstalk", record("beanstalk", 100), record("compose", 0))).to.deep.equal([
      refused,
    ]);
    expect(problems(home, "compose", record("beanstalk", 0), record("compose", 100))).to.deep.equal([]);
    expect(problems({ tier: "compose" }, "beanstalk")).to.deep.equal([]);
  });

  it("is not retired while it has a share, or after a switch to it that failed when names pointed at it", () => {
    expect(problems(home, "compose", record("beanstalk", 90), record("compose", 10))).to.deep.equal([
      refused,
    ]);
    expect(problems(home, "compose", record("beanstalk", 100))).to.deep.equal([refused]);
  });

  it("may be a box, which stays for that update", () => {
    expect(problems({ tier: "fargate", retire: "compose" }, "compose")).to.deep.equal([]);
    expect(problems({ tier: "compose", retire: "rds" }, "compose")).to.deep.equal([]);
  });

  it("is refused before anything is registered", () => {
    expect(() =>
      loadStack({ stack: "dev", from: "beanstalk", set: ["tier=compose", "retire=beanstalk"] }),
    ).to.throw("retire: visitors are still sent to beanstalk");
  });
});
