import { random } from "../../rig/random";
import { victims } from "../../rig/victims";
import type { Tier } from "../../settings/schema";
import type { Action, Change, Death } from "./action";
import type { World } from "./world";

/** What decides on the next action: the same seed and place give the same one in the same world. */
export interface Chance {
  readonly seed: number;
  readonly place: number;
}

type Dice = <Value>(values: readonly Value[]) => Value;

/** How often a kind is drawn, beside others that are possible. */
const weights: Readonly<Partial<Record<Action["kind"], number>>> = {
  switch: 5,
  retire: 3,
  database: 2,
  deploy: 2,
};
const shares = [10, 50, 100];
/** Of ten changes so many are ones to be refused; of ten others so many are killed, of ten killed switches so many taken back. */
const [killedTenths, backTenths, refusedTenths, tenths] = [4, 3, 1, 10];
/** After which `pulumi up` is killed at the latest: a switch takes longer. */
const longestSeconds = { switch: 90, other: 25 } as const;
const leastSeconds = 3;

/** One of all actions that are possible: first what kind, so that many tiers do not crowd out the rest. */
export function draw(world: World, tiers: readonly Tier[], { seed, place }: Chance): Action {
  let throws = 0;
  const below = (count: number) => Math.floor(random(seed, place * 100 + throws++) * count);
  const dice: Dice = (values) => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error("there is nothing to draw from");
    return value;
  };
  const changes = possible(world, tiers, place);
  const kinds = [...new Set(changes.map(({ kind }) => kind)), ...boxWork(world)];
  const kind = dice(kinds.flatMap((one) => Array<Action["kind"]>(weights[one] ?? 1).fill(one)));
  const some = changes.filter((change) => change.kind === kind);
  if (some.length === 0) return { kind } as Action;
  if (below(tenths) < refusedTenths) return { kind: "refused", of: dice(refusals(world)) };
  const of = dice(some);
  return below(tenths) < killedTenths ? killed(of, world, dice, below) : of;
}

function killed(of: Change, { tiers }: World, dice: Dice, below: (count: number) => number): Action {
  const longest = of.kind === "switch" || of.kind === "retire" ? longestSeconds.switch : longestSeconds.other;
  const seconds = leastSeconds + below(longest - leastSeconds);
  const mortal: readonly Death[] = tiers.includes("compose") ? [...victims, "the box"] : victims;
  const then = of.kind === "switch" && below(tenths) < backTenths ? "back" : "again";
  return { kind: "killed", of, victim: dice(mortal), seconds, then };
}

/** Changes that the program must carry out. */
export function possible(world: World, all: readonly Tier[], place: number): readonly Change[] {
  const { tier, tiers, home, byName, share } = world;
  const alone = tiers.length === 1;
  const others = all.filter((one) => one !== tier);
  return [
    ...others.map((one) => ({ kind: "switch" as const, tier: one })),
    ...(tier === "compose" && alone
      ? [{ kind: "database" as const, home: home === "box" ? ("rds" as const) : ("box" as const) }]
      : []),
    ...(tiers.length === 2 ? shares.map((percent) => ({ kind: "traffic" as const, percent })) : []),
    ...(share === 100
      ? tiers.filter((one) => one !== tier).map((part) => ({ kind: "retire" as const, part }))
      : []),
    ...(tier === "compose" && alone && byName && home === "box"
      ? [{ kind: "retire" as const, part: "rds" as const }]
      : []),
    { kind: "deploy", version: place },
    { kind: "limit", memoryMb: world.memoryMb === 88 ? 96 : 88 },
    { kind: "app", there: !world.app },
  ];
}

/** What only a box does, here. */
function boxWork({ tiers, backup }: World): readonly Action["kind"][] {
  if (!tiers.includes("compose")) return [];
  return ["backup", "restore", "power cut", ...(backup ? (["drill"] as const) : [])];
}

/** Changes that would take the ground from under those who serve. */
export function refusals({ tier, home }: World): readonly Change[] {
  return [
    { kind: "retire", part: tier },
    ...(home === "rds" ? [{ kind: "retire" as const, part: "rds" as const }] : []),
    ...(tier === "compose" ? [] : [{ kind: "database" as const, home: "box" as const }]),
  ];
}
