import { expect } from "chai";
import { splitByApp } from "../../cost/by-app";
import { priced, resources, short, types } from "./resources";

describe("the split by app", () => {
  const review = priced(
    resources(
      short(types.volume, "data", { type: "gp3", size: 30 }),
      short(types.elasticIp, "blog-address"),
      short(types.elasticIp, "blog-admin-address"),
    ),
  );

  it("gives an app its own resources and shares the rest by memory", () => {
    const parts = splitByApp(review, [
      { name: "blog", weight: 300 },
      { name: "todo", weight: 100 },
    ]);
    expect(parts).to.deep.equal([
      { name: "blog", own: 7.3, shared: 1.8, total: 9.1 },
      { name: "todo", own: 0, shared: 0.6, total: 0.6 },
    ]);
  });

  it("prefers the longer name", () => {
    const parts = splitByApp(review, [
      { name: "blog", weight: 1 },
      { name: "blog-admin", weight: 1 },
    ]);
    expect(parts.map(({ own }) => own)).to.deep.equal([3.65, 3.65]);
  });

  it("shares equally where no app has a weight", () => {
    const parts = splitByApp(review, [
      { name: "a", weight: 0 },
      { name: "b", weight: 0 },
      { name: "c", weight: 0 },
    ]);
    expect(parts.map(({ total }) => total)).to.deep.equal([3.233333, 3.233333, 3.233334]);
  });

  it("is empty without apps", () => {
    expect(splitByApp(review, [])).to.deep.equal([]);
  });
});
