/** A number from 0 to below 1 that only the seed and the place tell (mulberry32): the same in every run. */
export function random(seed: number, place: number): number {
  let state = Math.imul(seed ^ Math.imul(place + 1, 0x9e3779b1), 0x85ebca6b) + 0x6d2b79f5;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}
