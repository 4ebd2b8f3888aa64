import type { WatchState } from "../../lab/watch/watch-state";

/** A live view of a lab whose box answers everything. */
export const calm: WatchState = {
  sides: [
    { name: "compose", weight: 100, percent: 100 },
    { name: "fargate", weight: 0, percent: 0 },
  ],
  ...{ requestsPerSecond: 21.4, writes: 120, pages: 118, failures: 0, sinceWrite: 0.1 },
  rows: { box: 120 },
};
