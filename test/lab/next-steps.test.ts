import { expect } from "chai";
import fc from "fast-check";
import { nextSteps, patience } from "../../lab/fargate/next-steps";

const rolling = { minimumPercent: 100, maximumPercent: 200 };
const first = { minimumPercent: 0, maximumPercent: 100 };
const copies = (running: number, healthy = running) => ({ running, healthy });

describe("what ECS does next with a service's copies", () => {
  it("starts the new copy beside the old one, and ends the old one when the new one is healthy", () => {
    const rules = { desired: 1, ...rolling };
    expect(nextSteps(rules, copies(0), copies(1))).to.deep.equal({ start: 1, stopOld: 0, stopFresh: 0 });
    expect(nextSteps(rules, copies(1, 0), copies(1))).to.deep.equal({ start: 0, stopOld: 0, stopFresh: 0 });
    expect(nextSteps(rules, copies(1), copies(1))).to.deep.equal({ start: 0, stopOld: 1, stopFresh: 0 });
  });

  it("ends the old copy first where two may not run side by side", () => {
    const rules = { desired: 1, ...first };
    expect(nextSteps(rules, copies(0), copies(1))).to.deep.equal({ start: 0, stopOld: 1, stopFresh: 0 });
    expect(nextSteps(rules, copies(0), copies(0))).to.deep.equal({ start: 1, stopOld: 0, stopFresh: 0 });
  });

  it("ends ill old copies at once", () => {
    expect(nextSteps({ desired: 2, ...rolling }, copies(0), copies(2, 1)).stopOld).to.equal(1);
  });

  it("ends all when none is wanted", () => {
    const steps = nextSteps({ desired: 0, ...rolling }, copies(1), copies(2));
    expect(steps).to.deep.equal({ start: 0, stopOld: 2, stopFresh: 1 });
  });

  it("never has more copies than allowed, nor ends healthy ones below the minimum", () => {
    const copiesOf = fc
      .nat(20)
      .chain((running) => fc.nat(running).map((healthy) => copies(running, healthy)));
    const rules = fc.record({
      desired: fc.nat(20),
      minimumPercent: fc.constantFrom(0, 50, 100),
      maximumPercent: fc.constantFrom(100, 150, 200),
    });
    fc.assert(
      fc.property(rules, copiesOf, copiesOf, (rule, fresh, old) => {
        const { start, stopOld } = nextSteps(rule, fresh, old);
        const most = Math.floor((rule.desired * rule.maximumPercent) / 100);
        if (start > 0) expect(fresh.running + old.running + start).to.be.at.most(most);
        const endedHealthy = Math.max(0, stopOld - (old.running - old.healthy));
        const least = Math.ceil((rule.desired * rule.minimumPercent) / 100);
        if (endedHealthy > 0) expect(fresh.healthy + old.healthy - endedHealthy).to.be.at.least(least);
      }),
    );
  });

  it("has patience with half of the copies, at least three and at most 200", () => {
    expect([1, 6, 9, 1000].map(patience)).to.deep.equal([3, 3, 5, 200]);
  });
});
