/** Thrown for a state that this program did not write so. Shown without a stack trace, exit code 1. */
export class StateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StateError";
  }
}
