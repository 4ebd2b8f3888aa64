import { quoted } from "../../settings/quoted";
import { type Fields, isFields } from "../../settings/settings-view";
import type { Place } from "../place";
import { isSecret, unmistakable } from "../secret-like";
import { interpolate, type Variables } from "./interpolate";
import { dotEnv } from "./read-compose";
import { list, pairs, scalarText } from "./values";

/** Variables of a service as the file gives them, before anything is filled in. */
export interface GivenVariables {
  readonly variables: ReadonlyMap<string, string | undefined>;
  readonly notes: readonly string[];
}

/** `env_file` in order, then `environment`, the later one counts. */
export function givenVariables(service: Fields, place: Place, known: Variables): GivenVariables {
  const files = Array.isArray(service.env_file) ? list(service.env_file) : [service.env_file];
  const notes: string[] = [];
  const found = files.flatMap((entry) => {
    const path = scalarText(isFields(entry) ? entry.path : entry);
    if (path === undefined) return [];
    const text = place.read(path);
    if (text === undefined)
      notes.push(`env_file: ${quoted(path)} cannot be read; its variables are missing here`);
    // Filled in already: a dollar sign in a value is one.
    return [...dotEnv(text ?? "", known)].map(
      ([name, value]) => [name, value.replaceAll("$", "$$$$")] as const,
    );
  });
  const variables = new Map<string, string | undefined>([...found, ...pairs(service.environment)]);
  return { variables, notes };
}

/** Texts that are secret wherever they stand in the file: values of secrets, and passwords inside of addresses. */
export function secretTextsOf(given: readonly GivenVariables[], variables: Variables): readonly string[] {
  const all = given.flatMap(({ variables: own }) => [...own]);
  const filled = all.map(([name, template]) => [name, interpolate(template ?? "", variables).text] as const);
  const found = [...variables, ...filled].flatMap(([name, value]) => [
    ...(isSecret(name, value) ? [value] : []),
    ...[...value.matchAll(/:\/\/[^\s:@/]*:(?<password>[^\s@/]+)@/g)].map(
      ({ groups }) => groups?.password ?? "",
    ),
  ]);
  return unmistakable(found);
}
