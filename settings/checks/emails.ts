import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";
import { firstUse } from "./first-use";

/** AWS refuses a budget that tells one address twice. */
export function emailProblems({ emails }: SettingsView): readonly Problem[] {
  const use = firstUse();
  return emails.flatMap((email, index) => {
    const path = `budget.emails[${index}]`;
    const first = typeof email === "string" ? use(email.toLowerCase(), path) : undefined;
    if (first === undefined) return [];
    return [{ path, problem: `already in the list as ${first}`, got: shownValue(email, [path]) }];
  });
}
