import { HOURS_PER_MONTH, sumOf } from "../money";
import type { CostLine } from "../types";
import { ACCOUNT } from "../free-lines";
import type { Span } from "./bill";
import { billService } from "./bill-service";

/** What the review says of one service of the bill, in US dollars. */
export interface Expected {
  readonly service: string;
  /** Of the month of the review, free shares taken off. */
  readonly month: number;
  /** Of the days that have gone: `soFar` is the sum of the three. */
  readonly soFar: number;
  readonly fixed: number;
  readonly usage: number;
  /** Negative. */
  readonly free: number;
  /** The free share of the whole month; negative. */
  readonly freeOfMonth: number;
  /** Lines that depend on the traffic. */
  readonly usageLines: readonly string[];
}

/** AWS bills a hosted zone for the whole month at once. */
const atOnce = new Set(["zone-month"]);
const rest = "Other";

/** The lines of a review by services of the bill, for a whole month and for the days that have gone. */
export function expectedOf(lines: readonly CostLine[], span: Span): readonly Expected[] {
  const named = lines.map((line) => ({ line, service: serviceOf(line, lines) }));
  return [...new Set(named.map(({ service }) => service))].map((service) =>
    expectedFor(
      service,
      named.filter((one) => one.service === service).map(({ line }) => line),
      span,
    ),
  );
}

/** A free share stands where the lines are that it covers: they have its unit and rate. */
function serviceOf(line: CostLine, lines: readonly CostLine[]): string {
  const own = billService(line);
  if (own !== undefined) return own;
  const covered = lines.find(
    ({ type, unit, rate }) => type !== ACCOUNT && unit === line.unit && rate === line.rate,
  );
  return (covered && billService(covered)) ?? rest;
}

function expectedFor(service: string, lines: readonly CostLine[], span: Span): Expected {
  const free = lines.filter(({ type }) => type === ACCOUNT);
  const priced = lines.filter(({ type }) => type !== ACCOUNT);
  const usage = priced.filter(({ kind }) => kind === "usage");
  const soFar = (some: readonly CostLine[]) => sumOf(some.map((line) => line.monthly * shareOf(line, span)));
  const [fixed, used, freed] = [
    soFar(priced.filter(({ kind }) => kind === "fixed")),
    soFar(usage),
    soFar(free),
  ];
  return {
    service,
    month: sumOf(lines.map(({ monthly }) => monthly)),
    soFar: sumOf([fixed, used, freed]),
    ...{ fixed, usage: used, free: freed },
    freeOfMonth: sumOf(free.map(({ monthly }) => monthly)),
    usageLines: [...new Set(usage.map(({ component }) => component))],
  };
}

/** The review's month has 730 hours; what is counted in months follows the days. */
function shareOf({ unit }: CostLine, { gone, days }: Span): number {
  if (atOnce.has(unit)) return gone > 0 ? 1 : 0;
  return /(^|-)hour$/.test(unit) ? (gone * 24) / HOURS_PER_MONTH : gone / days;
}
