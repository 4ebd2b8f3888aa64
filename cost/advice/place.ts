/** Amounts of what a machine has, by name: `sustained CPU` in vCPUs, `memory` in MiB, `connections`. */
export type Amounts = Readonly<Record<string, number>>;

/** A way of running a stack, or its databases. */
export interface Place {
  /** Changes of settings that lead there, as for `--set`; none: where the stack is. */
  readonly set: readonly string[];
  readonly name: string;
  /** Of two places the one on the lower tier is the smaller, and on one tier the cheaper. */
  readonly tier: number;
  readonly capacity: Amounts;
  /** US dollars a month of the whole stack. */
  readonly monthly: number;
}

/** Shares of a place's capacity, 0 to 1. `down` is below `up`, or the advice would go back and forth. */
export interface Limits {
  /** Above this share of anything a place is too small. */
  readonly up: number;
  /** Below this share of everything a smaller place carries the load. */
  readonly down: number;
}
