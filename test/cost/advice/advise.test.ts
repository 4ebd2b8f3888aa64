import { expect } from "chai";
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { type Advice, advise } from "../../../cost/advice/advise";
import type { Amounts, Limits, Place } from "../../../cost/advice/place";

const limits: Limits = { up: 0.8, down: 0.5 };
const place = (name: string, tier: number, monthly: number, cpu: number, memory = 1000): Place => ({
  ...{ set: [name], name, tier, monthly },
  capacity: { cpu, memory },
});
const small = place("small", 0, 10, 1);
const medium = place("medium", 0, 20, 2);
const large = place("large", 0, 40, 4);
const cluster = place("cluster", 1, 30, 16, 4000);
const all = [small, medium, large, cluster];
const told = (advice: Advice) => `${advice.kind} ${advice.to?.name ?? ""}`.trim();
const at = (now: Place, load: Amounts, limit = limits) =>
  told(
    advise(
      load,
      now,
      all.filter((one) => one !== now),
      limit,
    ),
  );

describe("what to do with a load", () => {
  it("is to stay between the two limits, the upper one included", () => {
    expect(at(medium, { cpu: 0.6 })).to.equal("stay");
    expect(at(medium, { cpu: 1.6 })).to.equal("stay");
  });

  it("is the smallest larger place that carries it, on the same tier before the next", () => {
    expect(at(medium, { cpu: 1.7 })).to.equal("up large");
    expect(at(medium, { cpu: 3.3 })).to.equal("up cluster");
    expect(at(small, { cpu: 0.1, memory: 900 })).to.equal("up cluster");
  });

  it("is the smallest cheaper place only when everything leaves room there", () => {
    expect(at(large, { cpu: 0.5 })).to.equal("down small");
    expect(at(large, { cpu: 0.6 })).to.equal("down medium");
    expect(at(large, { cpu: 0.5, memory: 600 })).to.equal("stay");
    expect(at(cluster, { cpu: 0.9 })).to.equal("down medium");
    // One place has the processor and not the memory, the others neither.
    expect(at(cluster, { cpu: 1.9, memory: 600 })).to.equal("stay");
  });

  it("says so when nothing larger is known", () => {
    expect(at(cluster, { cpu: 15 })).to.equal("up");
  });

  it("gives what was measured as its evidence, and lets nothing else decide", () => {
    expect(advise({ cpu: 1 }, medium, [], limits)).to.deep.equal({
      kind: "stay",
      evidence: [{ what: "cpu", used: 1, of: 2 }],
    });
    expect(at(large, {})).to.equal("down small");
  });
});

const amounts = record({ cpu: integer({ min: 0, max: 40 }), memory: integer({ min: 0, max: 40 }) });
const anyPlace = record({
  tier: integer({ min: 0, max: 2 }),
  monthly: integer({ min: 1, max: 60 }),
  capacity: amounts,
}).map((one): Place => ({ ...one, set: [], name: JSON.stringify(one) }));
const anyPlaces = array(anyPlace, { minLength: 1, maxLength: 8 });
const anyLimits = constantFrom<Limits>(limits, { up: 0.9, down: 0.89 }, { up: 1, down: 0.1 });

/** Where the advice leads: its place in the order of tiers and prices; too large for all is beyond them. */
function step(load: Amounts, now: Place, places: readonly Place[], limit: Limits): Place | undefined {
  const advice = advise(load, now, places, limit);
  return advice.kind === "stay" ? now : advice.to;
}
function rank(found: Place | undefined): readonly [number, number] {
  return found ? [found.tier, found.monthly] : [Infinity, Infinity];
}

describe("the advice", () => {
  it("never leads to a smaller place because there is more load", () => {
    assert(
      property(anyPlaces, amounts, amounts, anyLimits, (places, load, more, limit) => {
        const [now] = places as [Place];
        const [tier, price] = rank(step(load, now, places, limit));
        const heavier = { cpu: load.cpu + more.cpu, memory: load.memory + more.memory };
        const [tierThen, priceThen] = rank(step(heavier, now, places, limit));
        expect(tierThen > tier || (tierThen === tier && priceThen >= price)).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("ends: whoever follows it is advised to stay after two moves at most, and never where he came from", () => {
    assert(
      property(anyPlaces, amounts, anyLimits, (places, load, limit) => {
        const [start] = places as [Place];
        const first = step(load, start, places, limit);
        if (!first || first === start) return;
        const second = step(load, first, places, limit);
        if (!second || second === first) return;
        expect(second).to.not.equal(start);
        expect(step(load, second, places, limit)).to.equal(second);
      }),
      { numRuns: 2000 },
    );
  });

  it("of going down is never followed by one of going up, of the same load", () => {
    assert(
      property(anyPlaces, amounts, anyLimits, (places, load, limit) => {
        const [start] = places as [Place];
        const advice = advise(load, start, places, limit);
        if (advice.kind !== "down" || !advice.to) return;
        expect(advice.to.monthly).to.be.below(start.monthly);
        expect(advise(load, advice.to, places, limit).kind).to.equal("stay");
      }),
      { numRuns: 2000 },
    );
  });
});
