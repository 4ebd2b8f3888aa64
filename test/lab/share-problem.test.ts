import { expect } from "chai";
import { shareProblem } from "../../lab/soak/share-problem";

const sidesOf = (weight: number, pages: number, healthy = true) => [
  { name: "compose", weight: 100 - weight, pages: 200 - pages, healthy: true },
  { name: "beanstalk", weight, pages, healthy },
];

describe("a share of the visitors in a soak", () => {
  it("fits as far as chance leads", () => {
    for (const pages of [3, 20, 50])
      expect(shareProblem(sidesOf(10, pages), "beanstalk", 10), String(pages)).to.equal(undefined);
    expect(shareProblem(sidesOf(100, 200), "beanstalk", 100)).to.equal(undefined);
  });

  it("does not when DNS has another weight, or visitors do not follow it", () => {
    expect(shareProblem(sidesOf(100, 200), "beanstalk", 50)).to.equal(
      "DNS has another weight, beanstalk was to get 50 % of the visitors: compose: weight 0, 0 pages; beanstalk: weight 100, 200 pages",
    );
    expect(shareProblem(sidesOf(50, 200), "beanstalk", 50)).to.match(/^visitors went elsewhere, /);
    expect(shareProblem(sidesOf(10, 0), "beanstalk", 10)).to.match(/^visitors went elsewhere, /);
    expect(shareProblem(sidesOf(10, 70), "beanstalk", 10)).to.match(/^visitors went elsewhere, /);
  });

  it("says nothing of pages while a health check fails: DNS leaves that tier out", () => {
    expect(shareProblem(sidesOf(10, 0, false), "beanstalk", 10)).to.equal(undefined);
  });
});
