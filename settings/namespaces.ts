import { distance } from "fastest-levenshtein";
import type { Problem } from "./problems";
import { formatPath } from "./setting-path";

/** Namespaces that the program reads, and how many wrong letters still mean them: of three letters hardly any. */
const tolerance: Readonly<Record<string, number>> = { ladder: 2, aws: 1 };

/** Namespaces of Pulumi packages that are near to one of these. */
const realNamespaces = ["awsx"];

/** Keys that nobody reads because their namespace is misspelt; those of other Pulumi packages are none of our business. */
export function namespaceProblems(keys: readonly string[]): readonly Problem[] {
  return keys.flatMap((key) => {
    const meant = meantNamespace(key.split(":")[0] ?? "");
    if (meant === undefined) return [];
    return [
      { path: formatPath([key]), problem: "unknown namespace", hint: `did you mean the namespace ${meant}?` },
    ];
  });
}

function meantNamespace(written: string): string | undefined {
  if (Object.hasOwn(tolerance, written) || realNamespaces.includes(written)) return undefined;
  return Object.keys(tolerance).find((known) => isNear(written.toLowerCase(), known));
}

/** The length is compared first: distances of long words take long. Swapped letters count as one mistake. */
function isNear(written: string, known: string): boolean {
  const most = tolerance[known] ?? 0;
  if (Math.abs(written.length - known.length) > most) return false;
  return distance(written, known) <= most || sortedLetters(written) === sortedLetters(known);
}

function sortedLetters(word: string): string {
  return [...word].toSorted().join("");
}
