import { product } from "../money";
import type { Curve, Quote, Series } from "./types";

/** Numbers of apps that are compared. */
export const APP_COUNTS: readonly number[] = Array.from({ length: 50 }, (_, index) => index + 1);

/** Requests a month that are compared: 1, 2 and 5 of every power of ten from 10,000 to 100 million. */
export const REQUEST_COUNTS: readonly number[] = [1e4, 1e5, 1e6, 1e7]
  .flatMap((power) => [power, 2 * power, 5 * power])
  .concat(1e8);

/** What one option costs at every point of a curve. */
export interface OptionQuotes {
  readonly id: string;
  readonly name: string;
  /** US dollars for one unit of the option's currency; undefined where nobody stated a rate. */
  readonly usdPerUnit: number | undefined;
  readonly quotes: readonly Quote[];
}

/** The curve of all options that are known in US dollars. */
export function curveOf(
  axis: Curve["axis"],
  points: readonly number[],
  options: readonly OptionQuotes[],
): Curve {
  return { axis, points, series: options.flatMap(seriesOf) };
}

function seriesOf({ id, name, usdPerUnit, quotes }: OptionQuotes): Series[] {
  const values = quotes.map(({ monthly }) => inUsd(monthly, usdPerUnit));
  if (values.every((value) => value === null)) return [];
  return [
    {
      option: id,
      name,
      values,
      complete: quotes.map(({ gaps }) => gaps.length === 0),
      reasons: quotes.map((quote, index) => (values[index] === null ? reason(quote) : "")),
    },
  ];
}

function reason({ gaps }: Quote): string {
  return gaps.map(({ what, why }) => `${what}: ${why}`).join("; ");
}

/** Whether some value of the series leaves something out. */
export function leavesSomethingOut({ values, complete }: Series): boolean {
  return values.some((value, index) => value !== null && !complete[index]);
}

/** An amount in US dollars; null without an amount or a rate. */
export function inUsd(amount: number | null, usdPerUnit: number | undefined): number | null {
  return amount === null || usdPerUnit === undefined ? null : product(amount, usdPerUnit);
}
