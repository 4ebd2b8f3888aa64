import { expect } from "chai";
import { closestFit, overBudget } from "../../cost/budget";
import type { CostLine, CostReview } from "../../cost/types";

const line = (resource: string, monthly: number) =>
  ({ resource, component: `part of ${resource}`, monthly }) as CostLine;
const review = {
  lines: [line("small", 1), line("large", 20), line("free", -1), line("middle", 5.5), line("other", 2)],
  monthly: { fixed: 20, usage: 7.5, total: 27.5 },
} as unknown as CostReview;

describe("the budget", () => {
  it("names the sum, the limit, the three largest lines and the change that fits", () => {
    expect(
      overBudget(review, 20, { change: "box.instance=t4g.small", monthly: 15.234 }).split("\n"),
    ).to.deep.equal([
      "Over the budget: 27.50 of 20.00 US dollars a month. The largest lines:",
      "  large: part of large, 20.00",
      "  middle: part of middle, 5.50",
      "  other: part of other, 2.00",
      "box.instance=t4g.small would fit: 15.23 a month.",
    ]);
  });

  it("says when no change of one setting fits, and nothing when nobody looked", () => {
    expect(overBudget(review, 1, null)).to.match(/No change of one setting would fit\.$/);
    expect(overBudget(review, 1)).to.not.include("would fit");
  });

  it("proposes the smallest change that fits", () => {
    const changes = [
      { change: "a", monthly: 9 },
      { change: "b", monthly: 19.99 },
      { change: "c", monthly: 20.01 },
    ];
    expect(closestFit(changes, 20)).to.deep.equal({ change: "b", monthly: 19.99 });
    expect(closestFit(changes, 8)).to.equal(null);
  });
});
