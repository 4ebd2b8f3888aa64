import type { Finding } from "./findings";

const words: Readonly<Record<Finding["what"], string>> = {
  delete: "deletes",
  replace: "replaces",
  forget: "forgets",
  lift: "unguards",
};

/** The findings for a person, and what to do. */
export function findingsText(found: readonly Finding[]): string {
  if (found.length === 0)
    return "Nothing that holds data is deleted or replaced, and nothing loses its protection.";
  const width = Math.max(...found.map(({ what }) => words[what].length));
  const lines = found.map(
    ({ what, type, name, why }) => `  ${words[what].padEnd(width)}  ${name} (${type}): ${why}`,
  );
  return [
    `This update would lose or unguard ${found.length} thing${found.length === 1 ? "" : "s"}:`,
    ...lines,
    "Change the program or the settings so that they stay. Where it is meant: --allow NAME for each.",
  ].join("\n");
}
