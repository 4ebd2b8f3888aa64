import { expect } from "chai";
import fc from "fast-check";
import { refusedMajor } from "../../../plan/switching/database-major";
import { declaredParts, type Wish } from "../../../plan/switching/declared";
import { mayExist, parts } from "../../../plan/switching/memory";
import { refusedSwitch } from "../../../plan/switching/refused";
import { tierNames, type Tier } from "../../../settings/schema";
import { emptyWorld, key, outcomes, type World, withBlankVolume } from "./world";

function wishesOf(tiers: readonly Tier[]): readonly Wish[] {
  return tiers.flatMap((tier) =>
    (["auto", "box", "rds"] as const)
      .filter((database) => tier === "compose" || database !== "box")
      .flatMap((database) =>
        [undefined, ...tiers, "rds" as const].map((retire) => ({ tier, database, retire })),
      ),
  );
}

interface Explored {
  readonly worlds: ReadonlyMap<string, World>;
  /** World -> worlds that a finished update leads to. */
  readonly finished: ReadonlyMap<string, ReadonlySet<string>>;
}

function explore(wishes: readonly Wish[]): Explored {
  const worlds = new Map([[key(emptyWorld), emptyWorld]]);
  const finished = new Map<string, ReadonlySet<string>>();
  // A Map's iteration also visits what is added meanwhile.
  for (const [name, world] of worlds) {
    const ends = new Set<string>();
    for (const wish of wishes) {
      if (refusedSwitch(wish, world.memory, "dev").length > 0) continue;
      const left = attempt(wish, world);
      for (const one of left) if (!worlds.has(key(one))) worlds.set(key(one), one);
      ends.add(key(left.at(-1) ?? world));
    }
    const blank = withBlankVolume(world);
    if (!worlds.has(key(blank))) worlds.set(key(blank), blank);
    finished.set(name, ends);
  }
  return { worlds, finished };
}

function attempt(wish: Wish, world: World): readonly World[] {
  try {
    return outcomes(wish, world);
  } catch (error) {
    throw new Error(`${(error as Error).message}: ${JSON.stringify({ wish, world })}`);
  }
}

/** Worlds from which no sequence of finished updates leads to one of the goals. */
function stuck({ worlds, finished }: Explored, isGoal: (world: World) => boolean): readonly string[] {
  const good = new Set([...worlds].flatMap(([name, world]) => (isGoal(world) ? [name] : [])));
  for (let before = -1; before !== good.size;) {
    before = good.size;
    for (const [name, ends] of finished) if ([...ends].some((end) => good.has(end))) good.add(name);
  }
  return [...worlds.keys()].filter((name) => !good.has(name));
}

/** Three tiers have too many states to see them all. */
const walks = { count: 10_000, updates: 30 } as const;

const pairs = [
  { tiers: ["compose", "beanstalk"], worlds: 3_000 },
  { tiers: ["beanstalk", "fargate"], worlds: 100 },
] as const;

for (const { tiers, worlds } of pairs)
  describe(`switching between ${tiers.join(" and ")}, explored over all settings, failures after every step and new volumes`, function () {
    this.timeout(120_000);
    let explored: Explored;

    before(() => {
      explored = explore(wishesOf(tiers));
    });

    it("never deletes data, forgets a protected thing, moves from or to what does not exist, serves without data, or runs workers twice", () => {
      expect(explored.worlds.size).to.be.greaterThan(worlds);
    });

    const older = (wish: Wish, { memory }: World) =>
      refusedMajor(17, 18, declaredParts(wish, memory), memory).length > 0;

    it("lets an older PostgreSQL be set back to beside an RDS that never had the data, and not below one that has it", () => {
      for (const world of explored.worlds.values())
        for (const wish of wishesOf(tiers)) {
          const { rds, dataHome } = declaredParts(wish, world.memory);
          if (!world.wasOnRds && dataHome !== "rds") expect(older(wish, world)).to.equal(false);
          if (world.memory.dataAt === "rds" && rds.declared) expect(older(wish, world)).to.equal(true);
        }
    });

    for (const tier of tiers)
      it(`leads from every state to ${tier} alone`, () => {
        const alone = (world: World) =>
          world.computes.join() === tier &&
          world.workers.join() === tier &&
          parts.filter((part) => mayExist(part, world.memory)).join() === tier &&
          (tier === "compose"
            ? world.data === "box" && world.server === undefined
            : world.data === "rds" && world.volume === undefined);
        expect(stuck(explored, alone)).to.deep.equal([]);
      });
  });

describe("switching between all tiers", () => {
  it("never deletes data, forgets a protected thing or runs workers twice on random ways, with updates that fail at random steps and new volumes", function () {
    this.timeout(120_000);
    const update = fc.record({
      wish: fc.constantFrom(...wishesOf(tierNames)),
      end: fc.double({ min: 0, max: 1, noNaN: true }),
      newVolume: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(update, { maxLength: walks.updates }), (updates) => {
        let world = emptyWorld;
        for (const { wish, end, newVolume } of updates) {
          if (refusedSwitch(wish, world.memory, "dev").length > 0) continue;
          const left = attempt(wish, newVolume ? withBlankVolume(world) : world);
          // Half of them finish.
          world = left[Math.min(left.length - 1, Math.floor(end * 2 * left.length))] ?? world;
        }
      }),
      { numRuns: walks.count },
    );
  });
});
