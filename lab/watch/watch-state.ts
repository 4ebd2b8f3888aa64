/** What a view shows. */
export interface WatchState {
  readonly sides: readonly {
    readonly name: string;
    /** Of its records in DNS. */
    readonly weight: number;
    /** Of the answers of the last ten seconds. */
    readonly percent: number;
  }[];
  readonly requestsPerSecond: number;
  readonly writes: number;
  readonly pages: number;
  readonly failures: number;
  /** Todos on each server that has them. */
  readonly rows: Readonly<Record<string, number>>;
  /** Seconds since the last acknowledged write. */
  readonly sinceWrite: number;
  /** The switch that is at work. */
  readonly doing?: { readonly tier: string; readonly step: string; readonly seconds: number };
  /** What the last switch did, or why it failed. */
  readonly last?: string;
}

/** A screen of a terminal. */
export function watchText(state: WatchState, page: string): string {
  const { sides, doing, last, rows } = state;
  const where = Object.entries(rows).map(([name, count]) => `${name} ${count}`);
  return [
    `Page with buttons: ${page}   (end with Ctrl-C)`,
    "",
    ...sides.map(
      ({ name, weight, percent }) =>
        `${name.padEnd(10)} ${bar(percent)} ${String(percent).padStart(3)} % of answers, DNS weight ${weight}`,
    ),
    "",
    `${state.requestsPerSecond.toFixed(1)} answers a second, ${state.writes} writes, ${state.pages} pages, ${state.failures} failures`,
    `Todos: ${where.join(", ") || "not counted yet"}`,
    `Last acknowledged write ${state.sinceWrite.toFixed(1)} s ago`,
    doing ? `Switching to ${doing.tier} for ${doing.seconds} s: ${doing.step}` : "No switch at work",
    ...(last === undefined ? [] : ["", last]),
  ].join("\n");
}

const barWidth = 20;

function bar(percent: number): string {
  const full = Math.round((percent / 100) * barWidth);
  return `${"#".repeat(full)}${".".repeat(barWidth - full)}`;
}
