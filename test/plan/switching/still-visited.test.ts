import { expect } from "chai";
import { withChanges } from "../../../cli/load-stack";
import { memoryFrom } from "../../../plan/switching/memory";
import { stillVisited } from "../../../plan/switching/still-visited";
import type { Tier } from "../../../settings/schema";
import { switched } from "./switched";

type Wish = Parameters<typeof stillVisited>[0];

/** Of a stack that was switched from compose to beanstalk: both are built. */
const { after } = switched("compose", "beanstalk");
const memory = memoryFrom(after.resources);

const record = (tier: Tier, weight: number) => ({
  type: "aws:route53/record:Record",
  name: `${tier}-shop.example.com`,
  outputs: { setIdentifier: tier, weightedRoutingPolicies: [{ weight }] },
});

const problems = (wish: Wish, served: Tier, ...resources: readonly ReturnType<typeof record>[]) =>
  stillVisited(wish, "prod", { outputs: { tier: served }, resources }, memory).map(
    ({ path, problem, got, allowed, hint }) => `${path}: ${problem}; got ${got}; allowed ${allowed}; ${hint}`,
  );

describe("a tier that visitors are still sent to", () => {
  const home: Wish = { tier: "compose", retire: "beanstalk" };
  const refused =
    "retire: visitors are still sent to beanstalk, which serves, and is the way back, until an update with tier compose has finished; " +
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

  it("may be the box: it is the way back until then", () => {
    expect(problems({ tier: "beanstalk", retire: "compose" }, "compose")).to.have.length(1);
  });

  it("is not the server of databases, to which no visitor is sent", () => {
    expect(problems({ tier: "compose", retire: "rds" }, "beanstalk")).to.deep.equal([]);
  });
});

describe("a retirement in the update that changes the tier", () => {
  const refusal = (change: string, retire: string) => () => {
    const { raw, region, after: deployed } = switched("compose", "fargate");
    return withChanges("dev", { raw, region, deployed }, [change, `retire=${retire}`]);
  };

  it("is refused before anything is registered, also where the other tier stood by", () => {
    expect(refusal("tier=compose", "fargate")).to.throw("retire: visitors are still sent to fargate");
  });

  it("is refused once, not twice, before the new tier has ever served", () => {
    expect(refusal("tier=beanstalk", "fargate")).to.throw(
      /^retire: no update with tier beanstalk has finished yet, and fargate is the way back until then; [^\n]+$/,
    );
  });

  it("is allowed when an update with the new tier has finished", () => {
    const { raw, region, after: deployed } = switched("compose", "fargate");
    const back = withChanges("dev", { raw, region, deployed }, ["tier=compose"]);
    const settings = ["tier=compose", "retire=fargate"];
    expect(() => withChanges("dev", { raw, region, deployed: back.after }, settings)).to.not.throw();
  });
});
