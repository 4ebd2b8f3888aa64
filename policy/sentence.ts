import type { Rule } from "./rule";

/** A broken rule for a person: what should hold, why, what to do, and where that is from. */
export function sentence({ title, reason, remedy, id, source }: Rule): string {
  return `${title}. ${reason} ${remedy} [${id}: ${source}]`;
}
