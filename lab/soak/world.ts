import type { Home } from "../../box/run-command/move-data";
import { tierNames, type Tier } from "../../settings/schema";
import { type Action, type Change, isHarmless } from "./action";

/** What must hold of a stack. It is written down apart from the program's own rules, so that it can disagree with them. */
export interface World {
  /** Who serves. */
  readonly tier: Tier;
  /** Who has machines or services, in the order of all tiers. */
  readonly tiers: readonly Tier[];
  readonly home: Home;
  /** The setting of that name; absent: the program decides. */
  readonly database?: Home;
  /** Whether there is an RDS. */
  readonly server: boolean;
  /** Whether it was asked for by name, and stays until it is retired by name. */
  readonly byName: boolean;
  /** Percent of the visitors that the serving tier gets; 100 without the setting. */
  readonly share: number;
  readonly version: number;
  readonly memoryMb: number;
  /** Whether the app is there that comes and goes. */
  readonly app: boolean;
  /** Whether the box has made a backup. */
  readonly backup: boolean;
}

export function firstWorld(tier: Tier, memoryMb: number): World {
  const managed = tier !== "compose";
  return {
    ...{ tier, tiers: [tier], home: managed ? "rds" : "box", server: managed, byName: false },
    ...{ share: 100, version: 0, memoryMb, app: false, backup: false },
  };
}

/** Worlds that an action may lead to; several where a kill leaves open how far it came. */
export function outcomes(world: World, action: Action): readonly World[] {
  if (isHarmless(action)) return [world];
  if (action.kind === "backup" || action.kind === "restore") return [{ ...world, backup: true }];
  if (action.kind !== "killed") return [changed(world, action)];
  return action.then === "again" ? [changed(world, action.of)] : wentBack(world, action.of);
}

function changed(world: World, change: Change): World {
  switch (change.kind) {
    case "switch":
      return switched(world, change.tier);
    case "database":
      return {
        ...{ ...world, database: change.home, home: change.home, server: true },
        byName: world.byName || change.home === "rds",
      };
    case "traffic":
      return { ...world, share: change.percent };
    case "retire":
      return change.part === "rds" ? { ...world, server: false, byName: false } : retired(world, change.part);
    case "deploy":
      return { ...world, version: change.version };
    case "limit":
      return { ...world, memoryMb: change.memoryMb };
    case "app":
      return { ...world, app: change.there };
  }
}

function switched(world: World, tier: Tier): World {
  const tiers = withTier(world.tiers, tier);
  const managed = tier !== "compose";
  // What was put on the box by name goes back to the program's choice.
  const database = managed && world.database === "box" ? undefined : world.database;
  return {
    ...{ ...world, tier, tiers, database, share: 100 },
    ...(managed && { home: "rds" as const, server: true }),
  };
}

/** The databases come home with the last managed tier, unless RDS stays without it. */
function retired(world: World, part: Tier): World {
  const tiers = world.tiers.filter((one) => one !== part);
  if (part === "compose") return { ...world, tiers, backup: false };
  const needed = tiers.some((one) => one !== "compose") || world.byName;
  return { ...world, tiers, ...(!needed && { home: "box" as const, server: false }) };
}

/** What the switch had begun is retired. Where an RDS stays that was asked for by name, the databases may have moved there. */
function wentBack(world: World, of: Change): readonly World[] {
  if (of.kind !== "switch") throw new Error(`nobody goes back from ${of.kind}`);
  const { database } = switched(world, of.tier);
  const back = { ...world, share: 100, database };
  return world.byName && world.home === "box" ? [back, { ...back, home: "rds" }] : [back];
}

function withTier(tiers: readonly Tier[], tier: Tier): readonly Tier[] {
  return tierNames.filter((one) => one === tier || tiers.includes(one));
}

/** Whether visitors may see failures: one instance of Beanstalk alone is interrupted by every new version, and a box by a power cut. */
export function mayFail(
  world: World,
  { instances }: { readonly instances: number },
  action: Action,
): boolean {
  const worlds = [world, ...outcomes(world, action)];
  const alone = instances === 1 && worlds.some(({ tiers }) => tiers.includes("beanstalk"));
  const isVisited = worlds.some(({ tier, share }) => tier === "compose" || share < 100);
  return action.kind === "restore" || alone || (cutsPower(action) && isVisited);
}

function cutsPower(action: Action): boolean {
  return action.kind === "power cut" || (action.kind === "killed" && action.victim === "the box");
}
