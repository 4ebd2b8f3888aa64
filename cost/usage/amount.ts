import { Decimal } from "decimal.js";

/** A quantity that depends on use, with the sentence that says where it comes from. */
export interface Amount {
  readonly value: Decimal;
  readonly assumption: string;
}

/** An amount with its reason. */
export function amount(value: Decimal.Value, assumption: string): Amount {
  return { value: new Decimal(value), assumption };
}

/** `factor` times an amount; the reason says how. */
export function scaled({ value, assumption }: Amount, factor: Decimal.Value, how: string): Amount {
  return amount(value.times(factor), `${assumption}; ${how}`);
}

/** 1,000,000 for a million; up to three decimals. */
export function grouped(value: Decimal.Value): string {
  return new Decimal(value).toNumber().toLocaleString("en-US", { maximumFractionDigits: 3 });
}
