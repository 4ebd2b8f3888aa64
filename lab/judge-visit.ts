import type { LabData } from "./lab-data";
import type { Visit } from "./visitor";

export interface VisitJudgement {
  readonly writes: number;
  /** Acknowledged titles that are not there exactly once. */
  readonly wrong: readonly string[];
  /** Pages that visitors read meanwhile. */
  readonly pages: number;
  readonly failuresInside: number;
  /** Reasons of failures while no move had closed the databases. */
  readonly failuresOutside: readonly string[];
  readonly writeStopSeconds: number;
}

const secondMs = 1000;

/** What a switch did to a visitor: nothing but a write stop, if it is right. The box's times are whole seconds. */
export function judgeVisit(visit: Visit, { titles, fence }: LabData): VisitJudgement {
  const from = fence ? Date.parse(fence.from) : Infinity;
  const to = fence?.to === undefined ? Infinity : Date.parse(fence.to) + secondMs;
  const outside = visit.failures.filter(({ at }) => at < from || at > to);
  return {
    writes: visit.acknowledged.length,
    pages: visit.pages,
    wrong: visit.acknowledged.filter((title) => titles[title] !== 1),
    failuresInside: visit.failures.length - outside.length,
    failuresOutside: outside.map(({ reason }) => reason),
    writeStopSeconds: visit.longestStopMs / secondMs,
  };
}
