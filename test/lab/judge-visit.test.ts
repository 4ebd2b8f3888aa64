import { expect } from "chai";
import { judgeVisit } from "../../lab/judge-visit";
import { fenceOf } from "../../lab/lab-data";

const fence = { from: "2026-11-21T20:00:10Z", to: "2026-11-21T20:00:14Z" };
const at = (second: string, reason: string) => ({ at: Date.parse(`2026-11-21T20:00:${second}Z`), reason });

describe("what a switch did to a visitor", () => {
  it("is nothing but a write stop when every acknowledged write is there once", () => {
    const visit = { acknowledged: ["a", "b"], failures: [], pages: 3, longestStopMs: 4200 };
    expect(judgeVisit(visit, { home: "rds", titles: { a: 1, b: 1, other: 7 }, fence })).to.deep.equal({
      writes: 2,
      pages: 3,
      wrong: [],
      failuresInside: 0,
      failuresOutside: [],
      writeStopSeconds: 4.2,
    });
  });

  it("names what is lost and what is doubled", () => {
    const visit = { acknowledged: ["lost", "once", "twice"], failures: [], pages: 3, longestStopMs: 0 };
    expect(judgeVisit(visit, { home: "box", titles: { once: 1, twice: 2 }, fence }).wrong).to.deep.equal([
      "lost",
      "twice",
    ]);
  });

  it("tells failures while the databases were closed from all others, to the second", () => {
    const failures = [at("09.999", "early"), at("10", "first"), at("14.999", "last"), at("15.001", "late")];
    const judged = judgeVisit(
      { acknowledged: [], failures, pages: 0, longestStopMs: 0 },
      { home: "rds", titles: {}, fence },
    );
    expect([judged.failuresInside, judged.failuresOutside]).to.deep.equal([2, ["early", "late"]]);
  });

  it("excuses no failure after a move that was taken back, nor for one that never closed the databases", () => {
    const failures = [at("12", "closed"), at("20", "long after")];
    const visit = { acknowledged: [], failures, pages: 0, longestStopMs: 0 };
    const outside = (times: Record<string, string>) =>
      judgeVisit(visit, { home: "box", titles: {}, fence: fenceOf({ times }) }).failuresOutside;
    const undone = { preflight: fence.from, fencing: fence.from, undoing: fence.from, undone: fence.to };
    expect(outside(undone)).to.deep.equal(["long after"]);
    expect(outside({ preflight: fence.from })).to.deep.equal(["closed", "long after"]);
  });

  it("excuses failures while a move has not opened the databases again", () => {
    const visit = {
      acknowledged: [],
      failures: [at("09", "early"), at("20", "closed")],
      pages: 0,
      longestStopMs: 0,
    };
    const open = fenceOf({ times: { fencing: fence.from } });
    expect(judgeVisit(visit, { home: "box", titles: {}, fence: open }).failuresOutside).to.deep.equal([
      "early",
    ]);
  });

  it("excuses no failure when nothing was moved", () => {
    const visit = { acknowledged: [], failures: [at("12", "why")], pages: 0, longestStopMs: 0 };
    expect(judgeVisit(visit, { home: "box", titles: {} }).failuresOutside).to.deep.equal(["why"]);
  });
});
