import { expect } from "chai";
import { difference } from "../../cost/difference";
import { product, sumOf } from "../../cost/money";
import { renderDifference } from "../../cost/render/difference";
import type { CostReview } from "../../cost/types";
import { priced, resources, short, types } from "./resources";

const volume = (size: number) => short(types.volume, "data", { type: "gp3", size });

describe("the difference of two reviews", () => {
  it("counts a larger resource as resources", () => {
    const { total } = difference(
      priced(resources(volume(10))),
      priced(resources(volume(10), short(types.elasticIp, "ip"))),
    );
    expect(total).to.deep.equal({ resources: 3.65, prices: 0, monthly: 3.65 });
  });

  it("counts another price as prices, for what was there before", () => {
    const before = priced(resources(short(types.elasticIp, "ip")));
    expect(difference(before, at(before, 0.006)).total).to.deep.equal({
      resources: 0,
      prices: 0.73,
      monthly: 0.73,
    });
  });

  it("tells both apart in one line", () => {
    const one = priced(resources(short("aws:ecr/repository:Repository", "r")), gb(10));
    const two = at(priced(resources(short("aws:ecr/repository:Repository", "r")), gb(20)), 0.2);
    // 10 x 0.10 = 1 before, 20 x 0.20 = 4 after: prices 10 x 0.10 = 1, resources 10 x 0.20 = 2.
    expect(difference(one, two).total).to.deep.equal({ resources: 2, prices: 1, monthly: 3 });
  });

  it("names added, removed and changed lines", () => {
    const before = priced(resources(volume(10), short(types.elasticIp, "old")));
    const after = priced(resources(volume(10), short(types.elasticIp, "new")));
    expect(difference(before, after).lines.map(({ resource, change }) => [resource, change])).to.deep.equal([
      ["old", "removed"],
      ["new", "added"],
    ]);
  });

  it("is shown as a table no wider than 100 columns", () => {
    const before = priced(
      resources(
        volume(10),
        short(types.elasticIp, "a-resource-with-a-name-that-is-very-long-indeed-and-longer"),
      ),
    );
    const text = renderDifference(difference(before, priced(resources(volume(20)))));
    const rows = text.split("\n");
    expect(Math.max(...rows.map((row) => row.length))).to.equal(100);
    expect(rows[0]).to.equal("Cost change: 4.45 => 1.60 US dollars a month (-2.85), prices of 2026-11-20");
    expect(rows.at(-1)?.split(/\s+/)).to.deep.equal(["Total", "4.45", "1.60", "-2.85", "0.00"]);
  });
});

function at(review: CostReview, rate: number): CostReview {
  const lines = review.lines.map((line) => ({ ...line, rate, monthly: product(line.quantity, rate) }));
  return {
    ...review,
    lines,
    monthly: { ...review.monthly, total: sumOf(lines.map(({ monthly }) => monthly)) },
  };
}

function gb(storage_gb: number) {
  return { usage: { file: { name: "usage file", entries: new Map([["r", { storage_gb }]]) } } };
}
