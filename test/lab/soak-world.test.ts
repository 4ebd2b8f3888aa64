import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { type Action, type Change, isHarmless } from "../../lab/soak/action";
import { draw, refusals } from "../../lab/soak/draw";
import { firstWorld, outcomes as expected, type World } from "../../lab/soak/world";
import { refusedSwitch } from "../../plan/switching/refused";
import type { Wish } from "../../plan/switching/declared";
import { mayExist, type Part } from "../../plan/switching/memory";
import { tierNames } from "../../settings/schema";
import { emptyWorld, outcomes, type World as Modelled } from "../plan/switching/world";

const mostUpdates = 3;

function wishOf({ tier, database }: Pick<World, "tier" | "database">, retire?: Part): Wish {
  return { tier, database: database ?? "auto", retire };
}

/** As the program's own model has it: an update that finishes. */
function updated(wish: Wish, world: Modelled): Modelled {
  const problems = refusedSwitch(wish, world.memory, "lab");
  expect(problems, JSON.stringify(wish)).to.deep.equal([]);
  return outcomes(wish, world).at(-1) ?? world;
}

function carriedOut(modelled: Modelled, before: World, change: Change): Modelled {
  const [after = before] = expected(before, change);
  return change.kind === "retire" ? gone(modelled, after, change.part) : updated(wishOf(after), modelled);
}

function gone(modelled: Modelled, after: World, part: Part): Modelled {
  let now = modelled;
  for (let update = 0; update < mostUpdates && mayExist(part, now.memory); update += 1)
    now = updated(wishOf(after, part), now);
  expect(mayExist(part, now.memory)).to.equal(false);
  return now;
}

function wentBack(modelled: Modelled, back: World, of: Change): Modelled {
  if (of.kind === "switch" && !back.tiers.includes(of.tier) && mayExist(of.tier, modelled.memory))
    return gone(modelled, back, of.tier);
  return updated(wishOf(back), modelled);
}

/** An update that ends after some of its steps; of a retirement the first. */
function brokenOff(modelled: Modelled, before: World, change: Change, moment: number): Modelled {
  const [after = before] = expected(before, change);
  const wish = wishOf(after, change.kind === "retire" ? change.part : undefined);
  const left = outcomes(wish, modelled);
  return left[Math.floor(moment * left.length)] ?? modelled;
}

function acted(modelled: Modelled, before: World, action: Action, moment: number): Modelled {
  if (isHarmless(action) || action.kind === "backup" || action.kind === "restore") return modelled;
  if (action.kind !== "killed") return carriedOut(modelled, before, action);
  const broken = brokenOff(modelled, before, action.of, moment);
  if (action.then === "again") return carriedOut(broken, before, action.of);
  const [back = before] = expected(before, action);
  return wentBack(updated(wishOf(back), broken), back, action.of);
}

const shapeOf = ({ tiers, home, server }: World) => JSON.stringify({ tiers, home, server });

function seen({ computes, data, server }: Modelled): string {
  return JSON.stringify({ tiers: computes, home: data, server: server !== undefined });
}

describe("what the soak expects", () => {
  const walk = fc.record({
    seed: fc.nat(),
    tiers: fc.shuffledSubarray([...tierNames], { minLength: 1 }),
    moments: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
      minLength: 20,
      maxLength: 20,
    }),
  });

  it("is what the program's model comes to on random ways, kills and ways back included, and nothing of it is refused", () => {
    fc.assert(
      fc.property(walk, ({ seed, tiers, moments }) => {
        const [first = "compose"] = tiers;
        let world = firstWorld(first, 88);
        let modelled = updated(wishOf(world), emptyWorld);
        moments.forEach((moment, index) => {
          const action = draw(world, tiers, { seed, place: index + 1 });
          const worlds = expected(world, action);
          modelled = acted(modelled, world, action, moment);
          const found = worlds.find((one) => shapeOf(one) === seen(modelled));
          expect(worlds.map(shapeOf), JSON.stringify([action, seen(modelled), world])).to.include(
            seen(modelled),
          );
          world = found ?? world;
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("draws the same again from the same seed, and from others others", () => {
    const drawn = (seed: number) =>
      Array.from({ length: 20 }, (_, place) => draw(firstWorld("compose", 88), tierNames, { seed, place }));
    expect(drawn(7)).to.deep.equal(drawn(7));
    expect(drawn(7)).to.not.deep.equal(drawn(8));
  });

  it("draws a restore, a new version, a refusal, a power cut and a killed move of the databases for CI's short soak", () => {
    const options = /npm run --silent soak -- --tiers compose --actions (\d+) --seed (\d+)$/m;
    const [, actions, seed] = (options.exec(readFileSync(".ci/run", "utf8")) ?? []).map(Number);
    let world = firstWorld("compose", 88);
    const drawn = Array.from({ length: actions ?? 0 }, (_, index) => {
      const action = draw(world, ["compose"], { seed: seed ?? 0, place: index + 1 });
      [world = world] = expected(world, action);
      return action;
    });
    expect(drawn.map(({ kind }) => kind)).to.deep.equal([
      ...["restore", "deploy", "refused", "power cut", "killed"],
    ]);
    expect(drawn.at(-1)).to.deep.include({ of: { kind: "database", home: "rds" }, then: "again" });
  });

  it("has a change to be refused for each tier that serves", () => {
    for (const tier of tierNames)
      expect(refusals(firstWorld(tier, 88))).to.deep.include({ kind: "retire", part: tier });
  });
});
