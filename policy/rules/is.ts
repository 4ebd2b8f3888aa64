import type { Resource } from "../rule";

/** Whether an input has exactly this value. */
export function is(input: string, value: unknown): (one: Resource) => boolean {
  return ({ inputs }) => inputs[input] === value;
}
