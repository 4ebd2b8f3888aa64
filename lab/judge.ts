import type { Properties } from "../rig/provider/difference";
import type { Call } from "./call";
import { carriers } from "./carriers/table";
import limits from "./limits.json";

const recordedTypes: Readonly<Record<string, string>> = limits.types;
const recordedArguments: Readonly<Record<string, Readonly<Record<string, string>>>> = limits.arguments;

/** Whether a change is about nothing but arguments that are only recorded. */
export function isOnlyRecorded({ type, inputs, before = {} }: Call): boolean {
  const imitates = carriers[type]?.imitates ?? [];
  return imitates.every((name) => JSON.stringify(inputs[name]) === JSON.stringify(before[name]));
}

/** Why the lab cannot carry this out; undefined when it can, or when limits.json says that it is only recorded. */
export function judge(type: string, inputs: Properties): string | undefined {
  if (recordedTypes[type] !== undefined) return undefined;
  const carrier = carriers[type];
  if (!carrier) return `the lab does not imitate ${type}`;
  const known = new Set([...carrier.imitates, ...Object.keys(recordedArguments[type] ?? {}), "__defaults"]);
  const unknown = Object.keys(inputs).filter((name) => !known.has(name));
  if (unknown.length === 0) return carrier.problem?.(inputs);
  return `the lab does not imitate ${unknown.toSorted().join(", ")} of ${type}`;
}
