import type { TierView } from "./stack-plan-types";

type Views = Pick<TierView, "serves">;

/** The tier that serves; there is exactly one. */
export function servingOf<View extends Views>(tiers: readonly View[]): View {
  const serving = tiers.find(({ serves }) => serves);
  if (!serving) throw new RangeError("no tier serves");
  return serving;
}

/** Tiers that run beside it. */
export function standbysOf<View extends Views>(tiers: readonly View[]): readonly View[] {
  return tiers.filter(({ serves }) => !serves);
}
