import limits from "./limits.json";

/** What the lab only records: types, then arguments of types that it carries out, each with the reason. */
export function limitsText(): string {
  const types = Object.entries(limits.types).map(([type, reason]) => `${type}: ${reason}`);
  const ofTypes = Object.entries(limits.arguments).flatMap(([type, list]) =>
    Object.entries(list).map(([name, reason]) => `${type} ${name}: ${reason}`),
  );
  return [
    "Recorded only; whatever is not imitated and not in this list is an error that names it.",
    "",
    ...types,
    "",
    ...ofTypes,
  ].join("\n");
}
