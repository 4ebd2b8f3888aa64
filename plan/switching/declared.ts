import { type Settings, type Tier, tierNames } from "../../settings/schema";
import {
  type Asked,
  type Latch,
  type Latches,
  type LastSuccess,
  mayExist,
  type Memory,
  type Part,
  parts,
} from "./memory";
import { nextWorkers, type Workers } from "./workers";

/** The settings that decide what is declared. */
export type Wish = Pick<Settings, "tier" | "database" | "retire">;

/** What the program declares in this update. */
export interface Declared {
  /** To be written before anything else. */
  readonly latches: Latches;
  /** What might exist and is not removed in this update, the serving tier among it. */
  readonly kept: readonly Part[];
  /** Kept, and not about to be retired. */
  readonly staying: readonly Part[];
  /** What this update removes. */
  readonly going?: Part;
  /** What keeps its protection: all that stays, and what is about to be retired until its data is known to be elsewhere. */
  readonly guarded: readonly Part[];
  /**
   * Tiers whose compute is declared: the serving one, standbys that an update finished, and the box, as only it can move
   * its data. Compute can be rebuilt at any time, so that the first update of a retirement removes it already.
   */
  readonly computes: readonly Tier[];
  readonly rds: { readonly declared: boolean; readonly protected: boolean };
  /** The box's volume and address. */
  readonly boxData: { readonly declared: boolean; readonly protected: boolean };
  /** Where the databases shall be; stay: wherever they are. */
  readonly dataHome: Asked["want"];
  /** To be written with the latches. */
  readonly asked: Asked;
  readonly workers: Pick<Workers, "latch" | "heldBy">;
  /** To be written after everything else. */
  readonly record: LastSuccess;
}

/**
 * Settings and memory to what is declared. Once a part might exist it stays declared, whatever the settings say, until it
 * was retired: one update moves its data away, the next, which knows that it is elsewhere, lifts the protection, the one after
 * removes it. Where no data lies the first is not needed. Explored over all settings and failures in
 * test/plan/switching/model.test.ts; tried on the real engine.
 */
export function declaredParts(wish: Wish, memory: Memory): Declared {
  const { retire } = wish;
  const latches = nextLatches(wish, memory);
  const { built, retired, removed } = stillValid(memory.record, latches);
  const ever = parts.filter((part) => latches[part].value !== "no" && removed[part] === undefined);
  const going = ever.find((part) => part === retire && retired[part] !== undefined);
  const kept = ever.filter((part) => part !== going);
  const staying = kept.filter((part) => part !== retire);
  const standsBy = (tier: Tier) => built[tier] !== undefined && staying.includes(tier);
  const computes = tierNames.filter((tier) =>
    tier === "compose" ? kept.includes(tier) : tier === wish.tier || standsBy(tier),
  );
  const want = dataHome(wish, staying);
  const isEmpty =
    retire === "compose" ? isElsewhere("box", memory) : needsRds(staying) || isElsewhere("rds", memory);
  const guarded = isEmpty ? staying : kept;
  const { after, ...workers } = nextWorkers(wish.tier, computes, memory);
  return {
    latches,
    kept,
    staying,
    ...(going && { going }),
    guarded,
    computes,
    rds: { declared: needsRds(kept), protected: needsRds(guarded) },
    boxData: { declared: kept.includes("compose"), protected: guarded.includes("compose") },
    dataHome: want,
    asked: nextAsked(want, memory.asked),
    workers,
    record: {
      built: serials(computes, latches),
      retired: serials(
        kept.filter((part) => !guarded.includes(part)),
        latches,
      ),
      removed: { ...removed, ...serials(going ? [going] : [], latches) },
      workers: after,
    },
  };
}

/** The same without a part that stays, as if it had been retired. */
export function without(part: Part, declared: Declared): Declared {
  const others = (some: readonly Part[]) => some.filter((one) => one !== part);
  const kept = others(declared.kept);
  return {
    ...declared,
    kept,
    staying: others(declared.staying),
    rds: { ...declared.rds, declared: needsRds(kept) },
    boxData: { ...declared.boxData, declared: kept.includes("compose") },
  };
}

/** Whether the box has said, when it was asked last, that the data is not there. */
function isElsewhere(place: "box" | "rds", { dataAt, placedFor, asked }: Memory): boolean {
  return dataAt !== place && placedFor === asked.serial;
}

/** What the settings ask for by name. */
export function wanted({ tier, database }: Wish): readonly Part[] {
  return database === "rds" ? [tier, "rds"] : [tier];
}

/** Every tier but the box has its databases there. */
export function needsRds(some: readonly Part[]): boolean {
  return some.some((part) => part !== "compose");
}

function nextLatches(wish: Wish, memory: Memory): Latches {
  return Object.fromEntries(parts.map((part) => [part, nextLatch(part, wish, memory)])) as Record<
    Part,
    Latch
  >;
}

/** A retirement that was given up gets another serial: what was recorded about it no longer counts. */
function nextLatch(part: Part, wish: Wish, memory: Memory): Latch {
  const latch = memory.latches[part];
  const set = (value: Latch["value"]) =>
    latch.value === value ? latch : { value, serial: latch.serial + 1 };
  if (wanted(wish).includes(part)) return set("yes");
  if (!mayExist(part, memory)) return latch;
  return set(part === wish.retire ? "retiring" : "yes");
}

function nextAsked(want: Asked["want"], asked: Asked): Asked {
  if (asked.serial > 0 && asked.want === want) return asked;
  return { want, serial: asked.serial + 1, everBox: asked.everBox || want === "box" };
}

/** Entries of latches that changed since are about something else. */
function stillValid(
  { built, retired, removed }: LastSuccess,
  latches: Latches,
): Omit<LastSuccess, "workers"> {
  const valid = (entries: LastSuccess["retired"]) =>
    serials(
      parts.filter((part) => entries[part] === latches[part].serial),
      latches,
    );
  return { built: valid(built), retired: valid(retired), removed: valid(removed) };
}

function serials(some: readonly Part[], latches: Latches): Partial<Record<Part, number>> {
  return Object.fromEntries(some.map((part) => [part, latches[part].serial]));
}

/** Up when a tier or the setting needs RDS; home when nothing that stays needs it any more. */
function dataHome({ tier, database }: Wish, staying: readonly Part[]): Declared["dataHome"] {
  if (tier !== "compose" || database === "rds") return "rds";
  if (database === "box") return "box";
  return needsRds(staying) ? "stay" : "box";
}
