import type { Properties } from "../rig/provider/difference";

/** An argument that must be a text. */
export function textInput(inputs: Properties, name: string): string {
  const value = inputs[name];
  if (typeof value !== "string") throw new Error(`the lab needs a text as ${name}; got ${typeof value}`);
  return value;
}
