import { randomInt } from "node:crypto";
import { random } from "../../rig/random";

/** What a run leaves to chance; in the titles of the tests that use it, so that a run can be repeated. */
export const seed = Number(process.env["LADDER_RIG_SEED"] ?? randomInt(1_000_000));

/** Of these places, how many a run interrupts: all, or LADDER_RIG_PLACES of them, chosen by the seed, in their order. */
export function sample<Place>(places: readonly Place[]): readonly Place[] {
  const count = Number(process.env["LADDER_RIG_PLACES"] ?? places.length);
  const drawn = places.map((_, index) => index).toSorted((a, b) => random(seed, a) - random(seed, b));
  const chosen = new Set(drawn.slice(0, count));
  return places.filter((_, index) => chosen.has(index));
}

/** For the title of tests whose places are sampled. */
export const sampled = `LADDER_RIG_SEED=${seed} LADDER_RIG_PLACES=${process.env["LADDER_RIG_PLACES"] ?? "all"}`;
