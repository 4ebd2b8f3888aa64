import { closest, distance } from "fastest-levenshtein";

/** Longer words are no typing mistakes, and comparing them takes long. */
const longestWord = 60;

/** `did you mean port?` when a known word is near what was written. */
export function didYouMean(written: string, candidates: readonly string[]): string | undefined {
  const known = candidates.filter((word) => /^[\w./-]+$/.test(word));
  if (known.length === 0 || written.length > longestWord) return undefined;
  const lower = written.toLowerCase();
  const near = closest(
    lower,
    known.map((word) => word.toLowerCase()),
  );
  const index = known.findIndex((word) => word.toLowerCase() === near);
  return distance(lower, near) <= Math.max(2, Math.floor(near.length / 3))
    ? `did you mean ${known[index]}?`
    : undefined;
}
