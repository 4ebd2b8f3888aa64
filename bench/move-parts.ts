/** What a move does, one after the other; each ends with the first of its own sentences, copies with the last. */
const ends = {
  "checks and rehearsal, while everything serves": / stopping the apps /,
  "stopping whoever writes": / copying /,
  "the copy": / copied, now comparing$/,
  "the comparison": / are the same on /,
  "the switch": /; starting the apps there$/,
} as const;

const last = "what is no longer needed, while apps write again";

/** Part of a move -> its seconds. */
export function partsOf(
  lines: readonly { readonly ms: number; readonly text: string }[],
  ms: number,
): Readonly<Record<string, number>> {
  const moments = Object.entries(ends).map(([part, sentence]) => {
    const found = lines.filter(({ text }) => sentence.test(text));
    const end = part === "the copy" ? found.at(-1) : found[0];
    if (!end) throw new Error(`the move did not say when ${part} was over`);
    return [part, end.ms] as const;
  });
  const all = [...moments, [last, ms] as const];
  return Object.fromEntries(
    all.map(([part, end], index) => [part, (end - (all[index - 1]?.[1] ?? 0)) / 1000]),
  );
}
