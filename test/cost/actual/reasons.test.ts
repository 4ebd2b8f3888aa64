import { expect } from "chai";
import { array, assert, integer, property, record } from "fast-check";
import type { Expected } from "../../../cost/actual/expected";
import { type Reason, reasonsOf } from "../../../cost/actual/reasons";
import { sumOf } from "../../../cost/money";

const november = { month: "2026-11", days: 30, gone: 15 };
const plain: Expected = {
  ...{ service: "Amazon Elastic Compute Cloud - Compute", month: 30, soFar: 15 },
  ...{ fixed: 15, usage: 0, free: 0, freeOfMonth: 0, usageLines: [] },
};

function explained(
  expected: Partial<Expected>,
  billed: { readonly stack: number; readonly untagged?: number },
  span = november,
): readonly (readonly [Reason["kind"], number])[] {
  const { service } = plain;
  return reasonsOf({ ...plain, ...expected }, { service, untagged: 0, ...billed }, span).map(
    ({ kind, usd }) => [kind, usd] as const,
  );
}

const usd = integer({ min: 0, max: 500_000_000 }).map((millionths) => millionths / 1e6);
const anyService = record({
  fixed: usd,
  usage: usd,
  free: usd,
  later: usd,
  lines: array(integer(), { maxLength: 1 }),
}).map(({ fixed, usage, free, later, lines }): Expected => ({
  service: "S",
  fixed,
  usage: lines.length > 0 ? usage : 0,
  free: -free,
  freeOfMonth: sumOf([-free, -later]),
  soFar: sumOf([fixed, lines.length > 0 ? usage : 0, -free]),
  month: sumOf([fixed, fixed, -free, -later]),
  usageLines: lines.map(String),
}));

describe("why a bill is not the review", () => {
  it("is only the days to come when everything goes as reviewed", () => {
    expect(explained({}, { stack: 15 })).to.deep.equal([["days", -15]]);
  });

  it("is the missing tags first, as far as the service bills anything without them", () => {
    expect(explained({}, { stack: 10, untagged: 3 })).to.deep.equal([
      ["days", -15],
      ["untagged", -3],
      ["late", -1],
      ["unexplained", -1],
    ]);
  });

  it("is no late figure in a month that is over", () => {
    const over = { ...november, gone: 30 };
    expect(explained({ month: 30, soFar: 30, fixed: 30 }, { stack: 29 }, over)).to.deep.equal([
      ["unexplained", -1],
    ]);
  });

  it("is the free share that AWS takes from the month's first days on", () => {
    const service = {
      month: 3,
      soFar: 1.5,
      fixed: 0,
      usage: 4.5,
      free: -3,
      freeOfMonth: -6,
      usageLines: ["Data"],
    };
    expect(explained(service, { stack: 0 })).to.deep.equal([
      ["days", -1.5],
      ["free", -1.5],
    ]);
  });

  it("is a free share that something else used, before it is the traffic", () => {
    const service = {
      month: 3,
      soFar: 1.5,
      fixed: 0,
      usage: 4.5,
      free: -3,
      freeOfMonth: -6,
      usageLines: ["Data"],
    };
    expect(explained(service, { stack: 6 })).to.deep.equal([
      ["days", -1.5],
      ["free", 3],
      ["usage", 1.5],
    ]);
  });

  it("is unexplained where nothing depends on traffic, and unreviewed where the review has no such service", () => {
    expect(explained({}, { stack: 20 })).to.deep.equal([
      ["days", -15],
      ["unexplained", 5],
    ]);
    expect(explained({ month: 0, soFar: 0, fixed: 0 }, { stack: 5 })).to.deep.equal([["unreviewed", 5]]);
  });

  it("adds up to the difference, to a millionth, and never explains more than there is", () => {
    assert(
      property(anyService, usd, usd, integer({ min: 1, max: 30 }), (service, stack, untagged, gone) => {
        const reasons = reasonsOf(service, { service: "S", stack, untagged }, { ...november, gone });
        expect(sumOf(reasons.map((one) => one.usd))).to.equal(sumOf([stack, -service.month]));
        const over = sumOf([stack, -service.soFar]);
        for (const { kind, usd: part } of reasons)
          if (kind !== "days") expect(part * over, kind).to.be.at.least(0);
      }),
    );
  });
});
