/** A price that cannot be given: nothing matches, more than one row matches, or the region is not covered. */
export class PriceError extends Error {
  constructor(
    message: string,
    /** What the caller could have meant: rows, items, services or regions. */
    readonly candidates: readonly string[] = [],
  ) {
    super(candidates.length === 0 ? message : `${message}: ${candidates.join(", ")}`);
    this.name = "PriceError";
  }
}
