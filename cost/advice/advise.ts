import type { Amounts, Limits, Place } from "./place";

/** What was used of one thing. */
export interface Evidence {
  readonly what: string;
  readonly used: number;
  readonly of: number;
}

/** What to do; nothing is ever done by this program. */
export interface Advice {
  readonly kind: "stay" | "up" | "down";
  /** Undefined for staying, and when nothing that is known is large enough. */
  readonly to?: Place;
  readonly evidence: readonly Evidence[];
}

/**
 * The smallest cheaper place that carries the load with room to spare; else to stay while the place itself carries it; else the
 * smallest larger one that does. So more load never leads to a smaller place, and whoever follows is not sent back.
 */
export function advise(load: Amounts, now: Place, others: readonly Place[], limits: Limits): Advice {
  const evidence = Object.entries(load).map(([what, used]) => ({ what, used, of: now.capacity[what] ?? 0 }));
  const ladder = others.toSorted(order);
  const smaller = ladder.find(
    (place) => order(place, now) < 0 && place.monthly < now.monthly && carries(place, load, limits.down),
  );
  if (smaller) return { kind: "down", to: smaller, evidence };
  if (carries(now, load, limits.up)) return { kind: "stay", evidence };
  const larger = ladder.find((place) => order(place, now) > 0 && carries(place, load, limits.up));
  return { kind: "up", ...(larger && { to: larger }), evidence };
}

/** What was not measured decides nothing; what a place has nothing of it does not carry. */
function carries({ capacity }: Place, load: Amounts, share: number): boolean {
  return Object.entries(load).every(([what, used]) => used <= (capacity[what] ?? 0) * share);
}

function order(a: Place, b: Place): number {
  return a.tier - b.tier || a.monthly - b.monthly;
}
