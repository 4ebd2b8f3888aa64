import type { Rule } from "./rules";

const name = '[`"]([^`"]+)[`"]';
const between = "(?: \\([^)]*\\))?(?:, and |, or |, | and | or | \\| )?";
const several = `((?:${name}${between})+)`;
const enumerations = [
  `valid (?:values|types|options)(?: are|:| include)? ${several}`,
  `(?:must|should) be one of:? ${several}`,
  `(?:allowed|possible|supported) values? (?:are|is|:) ${several}`,
  `(?:^|[.] )one of ${several}`,
].map((pattern) => new RegExp(pattern, "i"));
const conflicts = new RegExp(`conflicts with ${several}`, "i");
const exactlyOne = new RegExp(`exactly one of ${several}`, "i");

/** The values that the description of an argument lists, if it lists all of them. */
export function describedValues(text: string): Rule {
  if (/or any multiple of/i.test(text)) return {};
  const [found] = enumerations.flatMap((pattern) => pattern.exec(inOneLine(text))?.[1] ?? []);
  return found === undefined ? {} : { values: namesIn(found) };
}

/** Arguments beside it that an argument cannot stand with, by its description. */
export function describedConflicts(text: string): readonly string[] {
  return namesIn(conflicts.exec(inOneLine(text))?.[1] ?? "");
}

/** Arguments of which there has to be one, by the description of any of them. */
export function describedChoice(text: string): readonly string[] {
  return namesIn(exactlyOne.exec(inOneLine(text))?.[1] ?? "");
}

const inOneLine = (text: string) => text.replace(/\s+/g, " ");

function namesIn(list: string): readonly string[] {
  return [...list.matchAll(new RegExp(name, "g"))].map(([, value = ""]) => value);
}
