import { Decimal } from "decimal.js";

/** AWS's and this project's month. */
export const HOURS_PER_MONTH = 730;

const PLACES = 6;

/** Rounds once, half up, to a millionth: from here on an amount is a JSON number. */
export function rounded(amount: Decimal): number {
  return amount.toDecimalPlaces(PLACES, Decimal.ROUND_HALF_UP).toNumber();
}

/** The exact sum of amounts that are already rounded. */
export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toNumber();
}
