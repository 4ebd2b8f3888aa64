import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";
import { firstUse } from "./first-use";

/** AWS refuses a budget that tells one address, or at one share, twice, and makes one subscription of an address. */
export function doubleProblems({ lists }: SettingsView): readonly Problem[] {
  return Object.entries(lists).flatMap(([path, values]) => doublesIn(path, values));
}

function doublesIn(list: string, values: readonly unknown[]): readonly Problem[] {
  const use = firstUse();
  return values.flatMap((value, index) => {
    const path = `${list}[${index}]`;
    const readable = typeof value === "string" || typeof value === "number";
    const first = readable ? use(String(value).toLowerCase(), path) : undefined;
    if (first === undefined) return [];
    return [{ path, problem: `already in the list as ${first}`, got: shownValue(value, [path]) }];
  });
}
