import { expect } from "chai";
import { isSplit, sharesIn, sharesText } from "../../../plan/switching/shares";
import { swappedShare } from "../../../plan/switching/swapped-share";
import type { Tier } from "../../../settings/schema";

const record = (tier: Tier, weight: number) => ({
  type: "aws:route53/record:Record",
  name: `${tier}-shop.example.com`,
  outputs: { setIdentifier: tier, weightedRoutingPolicies: [{ weight }] },
});

/** What is wrong with the settings of a stack that fargate serves. */
function problems(tier: Tier, traffic: number, ...resources: readonly ReturnType<typeof record>[]) {
  return swappedShare({ tier, traffic }, "prod", { outputs: { tier: "fargate" }, resources });
}

describe("the visitors' shares", () => {
  const split = [record("compose", 90), record("fargate", 10)];

  it("are the weights of the deployed records, and none without such records", () => {
    expect(sharesIn(split)).to.deep.equal({ compose: 90, fargate: 10 });
    expect(sharesIn([{ type: "aws:route53/record:Record", name: "proof", outputs: {} }])).to.deep.equal({});
    expect(sharesText({ compose: 100, fargate: 0 })).to.equal("compose 100 %");
    expect([isSplit({ compose: 100, fargate: 0 }), isSplit({ compose: 90, fargate: 10 })]).to.deep.equal([
      false,
      true,
    ]);
  });

  it("are not turned round by a `traffic` that the way back left in the settings", () => {
    expect(problems("compose", 10, ...split)).to.deep.equal([
      {
        path: "traffic",
        problem:
          "visitors are split already (compose 90 %, fargate 10 %), and this would be the share of compose, with the rest on fargate",
        got: "10",
        allowed: "100 while tier changes",
        hint: "pulumi config rm traffic -s prod; or leave tier fargate and change its traffic",
      },
    ]);
    expect(problems("compose", 100, ...split)).to.deep.equal([]);
    expect(problems("fargate", 50, ...split)).to.deep.equal([]);
    // An update to compose failed after its records were made.
    expect(problems("compose", 10, record("compose", 10), record("fargate", 90))).to.deep.equal([]);
    expect(problems("compose", 50, record("compose", 50), record("fargate", 50))).to.deep.equal([]);
    // A standby may get a share from the start.
    expect(problems("compose", 10, record("compose", 0), record("fargate", 100))).to.deep.equal([]);
  });
});
