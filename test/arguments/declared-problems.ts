import type { Argument, Arguments, Kind } from "./declared-arguments";
import { describedChoice, describedConflicts, describedValues } from "./described-rules";
import { breaks } from "./rules";

/**
 * Descriptions that this reads as more than they say, by the place: the values there are examples, belong to another case, or
 * are misspelt. AWS's models check the same places.
 */
const misread: Readonly<Record<string, string>> = {
  "architectures[]": "says x8664 for x86_64, in brackets",
  "defaultActions[].fixedResponse.statusCode": "2XX stands for all of them",
  "healthCheck.matcher": "lists the protocols that have one",
  "capacityProviders[]": "values beside those of the account's own providers",
};

/** Names, kinds, values and combinations of arguments against the declarations of the Pulumi package and their descriptions. */
export function declaredProblems(inputs: object, declared: Arguments, at = ""): readonly string[] {
  const place = (name: string) => (at === "" ? name : `${at}.${name}`);
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null);
  const names = new Set(given.map(([name]) => name));
  const missing = [...declared].filter(([name, { required }]) => required && !names.has(name));
  return [
    ...missing.map(([name]) => `${place(name)}: missing`),
    ...given.flatMap(([name, value]) => {
      const argument = declared.get(name);
      if (!argument) return [`${place(name)}: no such argument`];
      return [
        ...kindProblems(value, argument.kind, argument.text, place(name)),
        ...companyProblems(name, argument, names, place(name)),
      ];
    }),
  ];
}

function companyProblems(name: string, { text }: Argument, names: ReadonlySet<string>, at: string): string[] {
  const choice = describedChoice(text);
  const chosen = choice.filter((one) => names.has(one));
  return [
    ...describedConflicts(text)
      .filter((other) => other !== name && names.has(other))
      .map((other) => `${at}: conflicts with ${other}`),
    ...(choice.includes(name) && chosen.length !== 1 ? [`${at}: one of ${choice.join(", ")}`] : []),
  ];
}

const isReference = (value: unknown) =>
  typeof value === "string" && /^\$\{urn:|^\[(secret|unknown)\]$/.test(value);

function kindProblems(value: unknown, kind: Kind, text: string, at: string): readonly string[] {
  if (isReference(value)) return [];
  const wrong = [`${at}: not a ${kind.is}: ${JSON.stringify(value)}`];
  switch (kind.is) {
    case "any":
      return [];
    case "string":
    case "number":
    case "boolean":
      return typeof value === kind.is ? valueProblems(value, describedValues(text).values, at) : wrong;
    case "values":
      return valueProblems(value, kind.values, at);
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item) => kindProblems(item, kind.item, text, `${at}[]`))
        : wrong;
    case "map":
      return isObject(value)
        ? Object.values(value).flatMap((item) => kindProblems(item, kind.item, "", `${at}.*`))
        : wrong;
    case "object":
      return isObject(value) ? declaredProblems(value, kind.fields(), at) : wrong;
    case "either":
      return kind.kinds.some((one) => kindProblems(value, one, text, at).length === 0) ? [] : wrong;
  }
}

function valueProblems(value: unknown, values: readonly string[] | undefined, at: string): readonly string[] {
  return values && !(at in misread) && breaks(value, { values })
    ? [`${at}: not allowed: ${String(value)}`]
    : [];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
