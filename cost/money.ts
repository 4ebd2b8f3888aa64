import { Decimal } from "decimal.js";

/** AWS's and this project's month. */
export const HOURS_PER_MONTH = 730;

const MILLION = 1e6;
// Below this many millionths a binary product is exact to far better than the margin.
const SAFE = 1e9;
const MARGIN = 1e-3;

/** Rounds once, half up, to a millionth: from here on an amount is a JSON number. */
export function rounded(amount: Decimal): number {
  return amount.toDecimalPlaces(6, Decimal.ROUND_HALF_UP).toNumber();
}

/**
 * Quantity times price in decimals, rounded to a millionth of a dollar. Decimals are slow and needed only where the
 * binary product is so close to a half that it could round the wrong way.
 */
export function product(quantity: number, price: number): number {
  const millionths = quantity * price * MILLION;
  const fraction = millionths - Math.floor(millionths);
  if (Math.abs(millionths) < SAFE && Math.abs(fraction - 0.5) > MARGIN) {
    return Math.round(millionths) / MILLION;
  }
  return rounded(new Decimal(quantity).times(price));
}

/** The exact sum of amounts that are already rounded: they are whole numbers of millionths. */
export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * MILLION), 0) / MILLION;
}

/** A quantity to a millionth of its unit. */
export function roundedQuantity(quantity: number): number {
  return Math.abs(quantity) < SAFE ? Math.round(quantity * MILLION) / MILLION : quantity;
}
