import { expect } from "chai";
import { splitByApp } from "../../cost/by-app";
import type { CostLine } from "../../cost/types";
import { priced, resources, short, types } from "./resources";

describe("the split by app", () => {
  const review = priced(
    resources(
      short(types.volume, "data", { type: "gp3", size: 30 }),
      short(types.elasticIp, "blog-address"),
      short(types.elasticIp, "address"),
    ),
  );

  const ownerOf = ({ resource }: CostLine) => (resource === "blog-address" ? "blog" : undefined);

  it("gives an app its own resources and shares the rest by memory", () => {
    const parts = splitByApp(
      review,
      [
        { name: "blog", weight: 300 },
        { name: "todo", weight: 100 },
      ],
      ownerOf,
    );
    expect(parts).to.deep.equal([
      { name: "blog", own: 3.65, shared: 4.5375, total: 8.1875 },
      { name: "todo", own: 0, shared: 1.5125, total: 1.5125 },
    ]);
  });

  it("shares equally where no app has a weight", () => {
    const parts = splitByApp(
      review,
      [
        { name: "a", weight: 0 },
        { name: "b", weight: 0 },
        { name: "c", weight: 0 },
      ],
      ownerOf,
    );
    expect(parts.map(({ total }) => total)).to.deep.equal([3.233333, 3.233333, 3.233334]);
  });

  it("is empty without apps", () => {
    expect(splitByApp(review, [], ownerOf)).to.deep.equal([]);
  });
});
