import { leavesSomethingOut } from "./curve";
import type { Curve, Series } from "./types";

interface Range {
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

/**
 * The crossover points in words: which option is the cheapest that runs everything, then how each of the others
 * compares with the stack's own.
 */
export function crossovers(curve: Curve, own: string): string[] {
  const mine = curve.series.find(({ option }) => option === own);
  const others = curve.series.filter(({ option }) => option !== own);
  return [cheapest(curve), ...(mine ? others.map((other) => against(curve, mine, other)) : [])];
}

function cheapest({ axis, points, series }: Curve): string {
  const winners = points.map((_, index) => {
    const complete = series.filter((one) => one.complete[index] && one.values[index] !== null);
    return complete.toSorted((a, b) => amountAt(a, index) - amountAt(b, index))[0]?.name ?? "none";
  });
  return `Cheapest that runs everything: ${inWords(ranges(points, winners), axis)}.`;
}

function against({ axis, points }: Curve, mine: Series, other: Series): string {
  const relations = points.map((_, index) => relation(mine, other, index));
  const partly = leavesSomethingOut(other) ? " (which leaves something out)" : "";
  return `${other.name}${partly} instead of ${mine.name}: ${inWords(ranges(points, relations), axis)}.`;
}

function relation(mine: Series, other: Series, index: number): string {
  if (mine.values[index] === null) return `${mine.name} cannot run it`;
  if (other.values[index] === null) return "no price";
  const more = amountAt(other, index) - amountAt(mine, index);
  return more === 0 ? "the same" : more > 0 ? "dearer" : "cheaper";
}

function amountAt({ values }: Series, index: number): number {
  return values[index] ?? Infinity;
}

function ranges(points: readonly number[], values: readonly string[]): Range[] {
  const found: Range[] = [];
  for (const [index, value] of values.entries()) {
    const point = points[index] ?? 0;
    const last = found.at(-1);
    if (last?.value === value) found[found.length - 1] = { ...last, to: point };
    else found.push({ from: point, to: point, value });
  }
  return found;
}

function inWords(found: readonly Range[], axis: Curve["axis"]): string {
  const [only] = found;
  if (only && found.length === 1)
    return `${only.value} from ${short(only.from)} to ${counted(only.to, axis)}`;
  return found.map((range, index) => rangeWords(range, index, found.length, axis)).join("; ");
}

function rangeWords({ from, to, value }: Range, index: number, count: number, axis: Curve["axis"]): string {
  if (index === 0) return `${value} up to ${counted(to, axis)}`;
  if (index === count - 1) return `${value} from ${counted(from, axis)} on`;
  return from === to
    ? `${value} at ${counted(from, axis)}`
    : `${value} from ${short(from)} to ${counted(to, axis)}`;
}

function counted(count: number, axis: Curve["axis"]): string {
  const unit = axis === "apps" ? (count === 1 ? "app" : "apps") : "requests a month";
  return `${short(count)} ${unit}`;
}

function short(count: number): string {
  return count >= 1e6 ? `${count / 1e6} million` : count.toLocaleString("en-US");
}
