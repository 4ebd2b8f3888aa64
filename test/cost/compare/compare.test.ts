import { expect } from "chai";
import { comparisonText } from "../../../cost/compare/comparison-text";
import { crossovers } from "../../../cost/compare/crossovers";
import type { Curve } from "../../../cost/compare/types";
import { expectGolden } from "../../golden-file";
import { sampleComparison } from "./sample-comparison";

const curve: Curve = {
  axis: "apps",
  points: [1, 2, 3, 4, 5],
  series: [
    {
      option: "own",
      name: "own",
      values: [10, 10, 10, 20, 20],
      complete: [true, true, true, true, true],
      reasons: [],
    },
    {
      option: "a",
      name: "A",
      values: [5, 10, 15, 20, 25],
      complete: [true, true, true, true, true],
      reasons: [],
    },
    {
      option: "b",
      name: "B",
      values: [1, 1, 1, 1, null],
      complete: [true, false, false, false, false],
      reasons: [],
    },
  ],
};

describe("The crossover points", () => {
  it("name the cheapest option that runs everything, and how each of the others compares", () => {
    expect(crossovers(curve, "own")).to.deep.equal([
      "Cheapest that runs everything: B up to 1 app; own from 2 apps on.",
      "A instead of own: cheaper up to 1 app; the same at 2 apps; dearer at 3 apps; the same at 4 apps; dearer from 5 apps on.",
      "B (which leaves something out) instead of own: cheaper up to 4 apps; no price from 5 apps on.",
    ]);
  });

  it("say thousands and millions of requests as people do", () => {
    const requests: Curve = { ...curve, axis: "requests", points: [10_000, 100_000, 500_000, 1e6, 2e6] };
    expect(crossovers(requests, "own")[1]).to.include(
      "cheaper up to 10,000 requests a month; the same at 100,000",
    );
    expect(crossovers(requests, "own")[2]).to.include("cheaper up to 1 million requests a month");
  });
});

describe("The comparison", () => {
  it("is the golden text", () => {
    expectGolden("compare/sample.txt", `${comparisonText(sampleComparison())}\n`);
  });

  it("shows euros in euros and out of the curves without a stated rate", () => {
    const { options, curves } = sampleComparison();
    const hetzner = options.find(({ id }) => id === "hetzner");
    expect([hetzner?.monthly, hetzner?.monthlyUsd]).to.deep.equal([6.09, null]);
    expect(curves.apps.series.map(({ option }) => option)).to.not.include("hetzner");
  });

  it("converts euros by the stated rate, and says it", () => {
    const comparison = sampleComparison({ usdPerEur: 1.1, date: "2026-11-21" });
    const hetzner = comparison.options.find(({ id }) => id === "hetzner");
    expect(hetzner?.monthlyUsd).to.equal(6.699);
    expect(comparison.curves.apps.series.map(({ option }) => option)).to.include("hetzner");
    expect(comparisonText(comparison)).to.include("1 EUR is 1.1 USD, as stated on 2026-11-21");
  });

  it("has a point for 1 to 50 apps and for 10,000 to 100 million requests, one value per point and option", () => {
    const { curves } = sampleComparison();
    expect([curves.apps.points[0], curves.apps.points.at(-1), curves.apps.points.length]).to.deep.equal([
      1, 50, 50,
    ]);
    expect([curves.requests.points[0], curves.requests.points.at(-1)]).to.deep.equal([10_000, 100_000_000]);
    for (const { points, series } of Object.values(curves)) {
      for (const { values, complete } of series) {
        expect([values.length, complete.length]).to.deep.equal([points.length, points.length]);
      }
    }
  });

  it("keeps to 100 columns", () => {
    const long = comparisonText(sampleComparison())
      .split("\n")
      .filter((line) => line.length > 100);
    expect(long).to.deep.equal([]);
  });
});
