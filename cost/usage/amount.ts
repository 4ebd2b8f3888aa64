/** A quantity that depends on use, with the sentence that says where it comes from. */
export interface Amount {
  readonly value: number;
  readonly assumption: string;
}

/** An amount with its reason. */
export function amount(value: number, assumption: string): Amount {
  return { value, assumption };
}

/** `factor` times an amount; the reason says how. */
export function scaled({ value, assumption }: Amount, factor: number, how: string): Amount {
  return amount(value * factor, `${assumption}; ${how}`);
}

// Made once: that takes far longer than to use it.
const format = new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 });

/** 1,000,000 for a million; up to three decimals. */
export function grouped(value: number): string {
  return format.format(value);
}
