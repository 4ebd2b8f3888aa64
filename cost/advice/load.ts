/** An hour of a figure, as CloudWatch sums it up. */
export interface Hour {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly average: number;
  readonly maximum: number;
  readonly minimum: number;
  /** How many values came in it. */
  readonly count: number;
}

/** An amount of each hour. */
export type Series = ReadonlyMap<number, number>;

const day = 86_400_000;
/** The hour that is busier than 95 of 100. */
const peakShare = 0.95;

/** Hours of several things as one series: their sum. */
export function sumOfSeries(all: readonly Series[]): Series {
  const total = new Map<number, number>();
  for (const series of all) for (const [at, amount] of series) total.set(at, (total.get(at) ?? 0) + amount);
  return total;
}

/** One amount of each hour. */
export function seriesOf(hours: readonly Hour[], amount: (hour: Hour) => number): Series {
  return new Map(hours.map((hour) => [hour.at, amount(hour)]));
}

/** The mean of the busiest day: what a machine must sustain, as CPU credits last for about a day. */
export function busiestDay(series: Series): number {
  return Math.max(0, ...byDay(series).map((amounts) => amounts.reduce((a, b) => a + b, 0) / amounts.length));
}

/** The hour that 95 of 100 stay at or below. */
export function peakHour(series: Series): number {
  const sorted = [...series.values()].toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * peakShare) - 1)] ?? 0;
}

/** The most of any hour. */
export function mostOf(series: Series): number {
  return [...series.values()].reduce((a, b) => Math.max(a, b), 0);
}

/** Days, by UTC, on which there is any figure. */
export function daysOf(series: Series): number {
  return byDay(series).length;
}

function byDay(series: Series): readonly (readonly number[])[] {
  const days = new Map<number, number[]>();
  for (const [at, amount] of series) {
    const key = Math.floor(at / day);
    days.set(key, [...(days.get(key) ?? []), amount]);
  }
  return [...days.values()];
}
