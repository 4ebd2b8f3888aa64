import { expect } from "chai";
import fc from "fast-check";
import { declaredParts, type Declared, type Wish } from "../../../plan/switching/declared";
import { freshHome } from "../../../plan/switching/fresh-home";
import { noMemory, parts, type Memory, type Part } from "../../../plan/switching/memory";
import { reachableHomes } from "../../../plan/switching/reachable-homes";
import { refusedSwitch } from "../../../plan/switching/refused";
import { tierNames, type Tier } from "../../../settings/schema";

type Home = "box" | "rds";

/** What exists, as far as a switch is concerned. */
interface World {
  readonly memory: Memory;
  /** Undefined while it does not exist, else whether it is protected. */
  readonly volume?: boolean;
  readonly server?: boolean;
  readonly computes: readonly Tier[];
  /** What the box wrote down on its volume. */
  readonly boxRecord?: Home;
  /** Where the apps' data is. */
  readonly data?: Home;
  /** Serial of what the data was last placed for, as far as the state knows. */
  readonly placedFor?: number;
}

const emptyWorld: World = { memory: noMemory, computes: [] };

function wishesOf(tiers: readonly Tier[]): readonly Wish[] {
  return tiers.flatMap((tier) =>
    (["auto", "box", "rds"] as const)
      .filter((database) => tier === "compose" || database !== "box")
      .flatMap((database) =>
        [undefined, ...tiers, "rds" as const].map((retire) => ({ tier, database, retire })),
      ),
  );
}

type Step = (world: World) => World;

/** One update: its steps in the order in which the program's resources depend on each other. */
function steps(wish: Wish, before: World): readonly Step[] {
  const declared = declaredParts(wish, before.memory);
  const changed = parts.filter((part) => declared.latches[part] !== before.memory.latches[part]);
  const tiers = declared.computes;
  const managed = tiers.filter((tier) => tier !== "compose");
  return [
    ...changed.map((part) => writeLatch(part, declared)),
    (world) => ({ ...world, ...(declared.boxData.declared && { volume: declared.boxData.protected }) }),
    (world) => ({ ...world, ...(declared.rds.declared && { server: declared.rds.protected }) }),
    (world) => ({ ...world, memory: { ...world.memory, asked: declared.asked } }),
    (world) => (tiers.includes("compose") ? startBox(declared, before.memory, world) : world),
    (world) => (world.placedFor === declared.asked.serial ? world : placeData(declared, tiers, world)),
    (world) => (world.placedFor === declared.asked.serial ? world : recordData(declared, world)),
    ...managed.map((tier) => (world: World) => startManaged(tier, world)),
    (world) => serve(wish.tier, world),
    (world) => ({ ...world, memory: { ...world.memory, record: declared.record } }),
    (world) => removeComputes(tiers, world),
    (world) => remove(declared, world),
  ];
}

function writeLatch(part: Part, { latches }: Declared): Step {
  return (world) => {
    const written = { ...world.memory.latches, [part]: latches[part] };
    return { ...world, memory: { ...world.memory, latches: written } };
  };
}

function withCompute(tier: Tier, world: World): World {
  if (world.computes.includes(tier)) return world;
  return { ...world, computes: tierNames.filter((one) => one === tier || world.computes.includes(one)) };
}

/** A box without a record writes down what its first bundle says, and refuses one that does not know what it wrote. */
function startBox(declared: Declared, memory: Memory, world: World): World {
  must(world.volume !== undefined, "the box starts without its volume");
  const boxRecord = world.boxRecord ?? freshHome(declared, memory);
  must(reachableHomes(declared, memory).includes(boxRecord), `the box's version does not know ${boxRecord}`);
  const data = world.data ?? boxRecord;
  must(boxRecord === data, `the box looks for the data on ${boxRecord}, and it is on ${data}`);
  must(data === "box" || world.server !== undefined, "the box reaches no RDS");
  return withCompute("compose", { ...world, boxRecord, data });
}

/** Nothing is to be moved before apps have a place for their first data. */
function placeData({ dataHome }: Declared, tiers: readonly Tier[], world: World): World {
  if (world.data === undefined) return world;
  const at = dataHome === "stay" ? world.data : dataHome;
  if (at !== world.data) {
    must(tiers.includes("compose") && world.volume !== undefined, "a move without a box");
    must(world.server !== undefined, "a move without RDS");
  }
  return { ...world, data: at, boxRecord: tiers.includes("compose") ? at : world.boxRecord };
}

/** What a killed update may leave out: the data has moved, and the state does not know. */
function recordData({ asked, dataHome }: Declared, world: World): World {
  const data = world.data ?? (dataHome === "stay" ? "rds" : dataHome);
  must(
    data === "box" ? world.volume !== undefined : world.server !== undefined,
    `nothing is there for data on ${data}`,
  );
  return { ...world, data, placedFor: asked.serial, memory: { ...world.memory, dataAt: data } };
}

function startManaged(tier: Tier, world: World): World {
  must(world.data === "rds" && world.server !== undefined, `${tier} starts without its database`);
  return withCompute(tier, world);
}

function serve(tier: Tier, world: World): World {
  must(world.memory.dataAt === world.data, "the state does not know where the data is");
  must(world.computes.includes(tier), `${tier} serves and does not exist`);
  must(tier === "compose" || world.data === "rds", `${tier} serves without its database`);
  return world;
}

function removeComputes(tiers: readonly Tier[], world: World): World {
  const computes = world.computes.filter((tier) => tiers.includes(tier));
  return computes.length === world.computes.length ? world : { ...world, computes };
}

function remove({ boxData, rds }: Declared, world: World): World {
  must(boxData.declared || world.data !== "box" || world.volume === undefined, "deletes the box's data");
  must(rds.declared || world.data !== "rds" || world.server === undefined, "deletes the data on RDS");
  return {
    ...world,
    ...(!boxData.declared && { volume: undefined, boxRecord: undefined }),
    ...(!rds.declared && { server: undefined }),
  };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** Pulumi's own check: a protected thing that is no longer declared stops the update, for good. */
function checkProtection(wish: Wish, { memory, volume, server }: World): void {
  const { boxData, rds } = declaredParts(wish, memory);
  must(volume !== true || boxData.declared, "the box's protected volume is not declared any more");
  must(server !== true || rds.declared, "the protected RDS is not declared any more");
}

/** All that an update can leave behind, failures after every step included; the finished one is the last. */
function outcomes(wish: Wish, world: World): readonly World[] {
  checkProtection(wish, world);
  const left: World[] = [];
  let now = world;
  for (const step of steps(wish, world)) {
    const next = step(now);
    if (!sameWorld(next, now)) left.push(next);
    now = next;
  }
  return left.length > 0 ? left : [world];
}

function sameWorld(one: World, other: World): boolean {
  const names = ["volume", "server", "computes", "boxRecord", "data", "placedFor"] as const;
  const remembered = ["latches", "record", "asked", "dataAt"] as const;
  return (
    names.every((name) => one[name] === other[name]) &&
    remembered.every((name) => one.memory[name] === other.memory[name])
  );
}

/** Serials as ranks, so that the number of states is finite: only whether a record is about its latch matters. */
function key({ memory, placedFor, ...world }: World): string {
  const about = (entries: Memory["record"]["retired"]) =>
    parts.filter((part) => entries[part] === memory.latches[part].serial);
  const latches = parts.map((part) => memory.latches[part].value);
  const { built, retired, removed } = memory.record;
  return JSON.stringify([
    latches,
    about(built),
    about(retired),
    about(removed),
    memory.dataAt ?? null,
    // What was asked last decides only whether its answer still counts.
    placedFor === memory.asked.serial ? memory.asked.want : null,
    memory.asked.everBox,
    world,
  ]);
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
      if (refusedSwitch(wish, world.memory).length > 0) continue;
      const left = attempt(wish, world);
      for (const one of left) if (!worlds.has(key(one))) worlds.set(key(one), one);
      ends.add(key(left.at(-1) ?? world));
    }
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
  { tiers: ["compose", "beanstalk"], worlds: 12_000 },
  { tiers: ["beanstalk", "fargate"], worlds: 200 },
] as const;

for (const { tiers, worlds } of pairs)
  describe(`switching between ${tiers.join(" and ")}, explored over all settings and failures after every step`, function () {
    this.timeout(120_000);
    let explored: Explored;

    before(() => {
      explored = explore(wishesOf(tiers));
    });

    it("never deletes data, forgets a protected thing, moves from or to what does not exist, or serves without data", () => {
      expect(explored.worlds.size).to.be.greaterThan(worlds);
    });

    for (const tier of tiers)
      it(`leads from every state to ${tier} alone`, () => {
        const alone = (world: World) =>
          world.computes.join() === tier &&
          (tier === "compose"
            ? world.data === "box" && world.server === undefined
            : world.data === "rds" && world.volume === undefined);
        expect(stuck(explored, alone)).to.deep.equal([]);
      });
  });

describe("switching between all tiers", () => {
  it("never deletes data or forgets a protected thing on random ways, with updates that fail at random steps", function () {
    this.timeout(120_000);
    const update = fc.record({
      wish: fc.constantFrom(...wishesOf(tierNames)),
      end: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(update, { maxLength: walks.updates }), (updates) => {
        let world = emptyWorld;
        for (const { wish, end } of updates) {
          if (refusedSwitch(wish, world.memory).length > 0) continue;
          const left = attempt(wish, world);
          // Half of them finish.
          world = left[Math.min(left.length - 1, Math.floor(end * 2 * left.length))] ?? world;
        }
      }),
      { numRuns: walks.count },
    );
  });
});
