import { expect } from "chai";
import { resolveUsage } from "../../../cost/usage/top-usage";
import { Traffic } from "../../../cost/usage/traffic";
import { UsageError } from "../../../cost/usage/usage-error";
import { resources, short, types } from "../resources";

describe("usage in words people know", () => {
  it("turns users into requests and requests into egress", () => {
    const { requests, egressGb } = resolveUsage({ users: 500 });
    expect([requests.value, egressGb.value]).to.deep.equal([500_000, 10]);
    expect(egressGb.assumption).to.equal("500 users (as set) with 1,000 requests a month each; 20 KB each");
  });

  it("takes what is set as it is", () => {
    const { requests, egressGb } = resolveUsage({ requestsPerMonth: 7, egressGb: 3, users: 9 }, "compose");
    expect([requests.value, egressGb.value]).to.deep.equal([7, 3]);
  });

  it("refuses negative and absurd amounts, all at once", () => {
    expect(() => resolveUsage({ requestsPerMonth: -1, egressGb: NaN })).to.throw(
      UsageError,
      /^usage.requestsPerMonth must be a number of 0 or more; got -1\nusage.egressGb must be a number of 0 or more; got NaN$/,
    );
  });

  it("lets data leave through the outermost layer only, in equal parts", () => {
    const list = resources(
      short(types.instance, "one"),
      short(types.instance, "two"),
      short(types.balancer, "web"),
      short(types.balancer, "inside", { internal: true }),
    );
    const usage = resolveUsage({ requestsPerMonth: 1000, egressGb: 8 });
    const behind = new Traffic(usage, list);
    expect(list.map((each) => behind.egressGb(each)?.value)).to.deep.equal([
      undefined,
      undefined,
      8,
      undefined,
    ]);
    expect(list.map((each) => behind.requests(each).value)).to.deep.equal([500, 500, 1000, 0]);
    const boxes = list.slice(0, 2);
    expect(boxes.map((each) => new Traffic(usage, boxes).egressGb(each)?.value)).to.deep.equal([4, 4]);
  });
});
