/** A part of a month, from its first day on. */
export interface Span {
  /** `2026-11` */
  readonly month: string;
  /** Days of the month, and how many of them have gone. */
  readonly days: number;
  readonly gone: number;
}

/** What AWS billed for a service, as its bill calls it, in US dollars: of the stack, and of what carries no tag. */
export interface Billed {
  readonly service: string;
  readonly stack: number;
  readonly untagged: number;
}

/** Taxes stand on the bill as a service of their own, and carry no tag. */
export const tax = "Tax";
