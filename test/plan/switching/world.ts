import { declaredParts, type Declared, type Wish } from "../../../plan/switching/declared";
import { freshHome } from "../../../plan/switching/fresh-home";
import { noMemory, parts, type Memory, type Part } from "../../../plan/switching/memory";
import { reachableHomes } from "../../../plan/switching/reachable-homes";
import { mayRunWorkers } from "../../../plan/switching/workers";
import { tierNames, type Tier } from "../../../settings/schema";

type Home = "box" | "rds";

/** What exists, as far as a switch is concerned. */
export interface World {
  readonly memory: Memory;
  /** Undefined while it does not exist, else whether it is protected. */
  readonly volume?: boolean;
  readonly server?: boolean;
  readonly computes: readonly Tier[];
  /** Whose workers run. */
  readonly workers: readonly Tier[];
  /** What the box wrote down on its volume. */
  readonly boxRecord?: Home;
  /** Where the apps' data is. */
  readonly data?: Home;
  /** Whether it was ever on RDS. */
  readonly wasOnRds?: true;
  /** Serial of what the data was last placed for, as far as the state knows. */
  readonly placedFor?: number;
}

export const emptyWorld: World = { memory: noMemory, computes: [], workers: [] };

type Step = (world: World) => World;

/**
 * One update: its steps in the order in which the program's resources depend on each other. What is no longer declared goes
 * last, as Pulumi does it; whose compute there is it tells the next one.
 */
function steps(wish: Wish, before: World): readonly Step[] {
  const declared = declaredParts(wish, before.memory);
  const changed = parts.filter((part) => declared.latches[part] !== before.memory.latches[part]);
  const tiers = declared.computes;
  const managed = tiers.filter((tier) => tier !== "compose");
  return [
    ...changed.map((part) => writeLatch(part, declared)),
    (world) => ({ ...world, memory: { ...world.memory, asked: declared.asked } }),
    (world) => ({ ...world, memory: { ...world.memory, workers: declared.workers.latch } }),
    (world) => ({ ...world, ...(declared.boxData.declared && { volume: declared.boxData.protected }) }),
    (world) => ({ ...world, ...(declared.rds.declared && { server: declared.rds.protected }) }),
    ...managed.filter((tier) => tier !== wish.tier).map((tier) => (world: World) => rest(tier, world)),
    (world) => (tiers.includes("compose") ? startBox(declared, before.memory, world) : world),
    (world) => (tiers.includes("compose") ? startWorkers("compose", wish, declared, world) : world),
    (world) => (world.placedFor === declared.asked.serial ? world : placeData(declared, world)),
    (world) => (world.placedFor === declared.asked.serial ? world : recordData(declared, world)),
    ...managed.map((tier) => (world: World) => startManaged(tier, world)),
    ...managed.map((tier) => (world: World) => startWorkers(tier, wish, declared, world)),
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
  const reachable = reachableHomes(declared);
  must(reachable.includes(boxRecord), `the box's version does not know ${boxRecord}`);
  must(!reachable.includes("rds") || world.server !== undefined, "the box's version expects an RDS");
  const data = world.data ?? boxRecord;
  must(boxRecord === data, `the box looks for the data on ${boxRecord}, and it is on ${data}`);
  must(data === "box" || world.server !== undefined, "the box reaches no RDS");
  return withCompute("compose", { ...world, boxRecord, data });
}

/** Nothing is to be moved before apps have a place for their first data. */
function placeData(declared: Declared, world: World): World {
  const { dataHome, computes } = declared;
  if (world.data === undefined) return world;
  const at = dataHome === "stay" ? world.data : dataHome;
  const hasBox = computes.includes("compose");
  if (at !== world.data) {
    must(hasBox && world.volume !== undefined, "a move without a box");
    must(world.server !== undefined, "a move without RDS");
    must(reachableHomes(declared).includes(at), `the box's version cannot move to ${at}`);
  }
  return { ...world, data: at, boxRecord: hasBox ? at : world.boxRecord };
}

/** What a killed update may leave out: the data has moved, and the state does not know. */
function recordData({ asked, dataHome }: Declared, world: World): World {
  const data = world.data ?? (dataHome === "stay" ? "rds" : dataHome);
  must(
    data === "box" ? world.volume !== undefined : world.server !== undefined,
    `nothing is there for data on ${data}`,
  );
  const { serial } = asked;
  return { ...world, data, placedFor: serial, memory: { ...world.memory, dataAt: data, placedFor: serial } };
}

function startManaged(tier: Tier, world: World): World {
  must(world.data === "rds" && world.server !== undefined, `${tier} starts without its database`);
  return withCompute(tier, world);
}

function rest(tier: Tier, world: World): World {
  if (!world.workers.includes(tier)) return world;
  return { ...world, workers: world.workers.filter((one) => one !== tier) };
}

/** The serving tier's, unless it is held back; a box that stands by takes its version, without them, here. */
function startWorkers(tier: Tier, wish: Wish, { workers }: Declared, world: World): World {
  if (tier !== wish.tier || workers.heldBy.length > 0) return rest(tier, world);
  must(
    world.workers.every((one) => one === tier),
    `workers run on ${world.workers.join()} and start on ${tier}`,
  );
  return world.workers.includes(tier) ? world : { ...world, workers: [tier] };
}

function serve(tier: Tier, world: World): World {
  must(world.memory.dataAt === world.data, "the state does not know where the data is");
  must(world.computes.includes(tier), `${tier} serves and does not exist`);
  must(tier === "compose" || world.data === "rds", `${tier} serves without its database`);
  return world;
}

function removeComputes(tiers: readonly Tier[], world: World): World {
  const computes = world.computes.filter((tier) => tiers.includes(tier));
  if (computes.length === world.computes.length) return world;
  return { ...world, computes, workers: world.workers.filter((tier) => computes.includes(tier)) };
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
export function outcomes(wish: Wish, world: World): readonly World[] {
  checkProtection(wish, world);
  const left: World[] = [];
  let now = world;
  const began = { ...world, memory: { ...world.memory, computes: world.computes } };
  for (const step of steps(wish, began)) {
    const next = noted(step(now));
    must(next.data !== "box" || next.volume !== false, "nothing protects the volume that has the data");
    must(next.data !== "rds" || next.server !== false, "nothing protects the RDS that has the data");
    if (!sameWorld(next, now)) left.push(next);
    now = next;
  }
  return left.length > 0 ? left : [world];
}

/** The same with a new volume for the box, which is nobody's loss while the data was placed elsewhere. */
export function withBlankVolume(world: World): World {
  return world.data === "rds" && world.memory.dataAt !== undefined
    ? { ...world, boxRecord: undefined }
    : world;
}

function noted(world: World): World {
  return world.data === "rds" && !world.wasOnRds ? { ...world, wasOnRds: true } : world;
}

function sameWorld(one: World, other: World): boolean {
  const names = ["volume", "server", "computes", "workers", "boxRecord", "data", "placedFor"] as const;
  const remembered = ["latches", "record", "asked", "dataAt", "workers"] as const;
  return (
    names.every((name) => one[name] === other[name]) &&
    remembered.every((name) => one.memory[name] === other.memory[name])
  );
}

/** Serials as ranks, so that the number of states is finite: only whether a record is about its latch matters. */
export function key({ memory, placedFor, ...world }: World): string {
  const about = (entries: Memory["record"]["retired"]) =>
    parts.filter((part) => entries[part] === memory.latches[part].serial);
  const latches = parts.map((part) => memory.latches[part].value);
  const { built, retired, removed } = memory.record;
  const mayRun = mayRunWorkers({ ...memory, computes: tierNames });
  return JSON.stringify([
    latches,
    about(built),
    about(retired),
    about(removed),
    memory.dataAt ?? null,
    // What was asked last decides only whether its answer still counts.
    placedFor === memory.asked.serial ? memory.asked.want : null,
    memory.asked.everBox,
    mayRun,
    world,
  ]);
}
