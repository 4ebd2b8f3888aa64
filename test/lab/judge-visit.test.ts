import { expect } from "chai";
import { judgeVisit } from "../../lab/judge-visit";

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

  it("excuses no failure when nothing was moved", () => {
    const visit = { acknowledged: [], failures: [at("12", "why")], pages: 0, longestStopMs: 0 };
    expect(judgeVisit(visit, { home: "box", titles: {} }).failuresOutside).to.deep.equal(["why"]);
  });
});
