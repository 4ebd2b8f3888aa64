/** An argument that decides the price is absent, not known yet, or makes no sense: the cost is unknown, not zero. */
export class MissingInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MissingInput";
  }
}
