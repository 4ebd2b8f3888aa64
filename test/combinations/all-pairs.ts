/** What can be chosen: values by the name of what is chosen. The first value of each goes with everything. */
export type Factors = Readonly<Record<string, readonly string[]>>;
export type Row = Readonly<Record<string, string>>;

/** Values that do not go together, each as `factor=value`. */
export type Exclusion = readonly string[];

/**
 * Few rows in which every two values of different factors that go together stand together at least once. Greedy: each row
 * starts from a pair that is missing and takes, factor by factor, the value that brings the most other missing pairs.
 */
export function allPairs(factors: Factors, exclusions: readonly Exclusion[] = []): readonly Row[] {
  const missing = new Set(pairsOf(factors).filter((pair) => !excluded(pair.split(" "), exclusions)));
  const rows: Row[] = [];
  for (const [pair] of missing.entries()) {
    if (!missing.has(pair)) continue;
    const row = filled(pair.split(" "), factors, exclusions, missing);
    for (const one of pairsIn(row)) missing.delete(one);
    rows.push(Object.fromEntries(row.map((choice) => choice.split("=") as [string, string])));
  }
  return rows;
}

/** Every pair of values of different factors, written `a=1 b=2` in the factors' order. */
export function pairsOf(factors: Factors): readonly string[] {
  const choices = Object.entries(factors).map(([name, values]) => values.map((value) => `${name}=${value}`));
  return choices.flatMap((of, index) =>
    choices
      .slice(index + 1)
      .flatMap((others) => of.flatMap((one) => others.map((other) => `${one} ${other}`))),
  );
}

export function excluded(choices: readonly string[], exclusions: readonly Exclusion[]): boolean {
  return exclusions.some((values) => values.every((one) => choices.includes(one)));
}

function filled(
  start: readonly string[],
  factors: Factors,
  exclusions: readonly Exclusion[],
  missing: ReadonlySet<string>,
): readonly string[] {
  const names = Object.keys(factors);
  const inOrder = (row: readonly string[]) =>
    names.flatMap((name) => row.filter((choice) => choice.startsWith(`${name}=`)));
  return names.reduce((row, name) => {
    if (row.some((choice) => choice.startsWith(`${name}=`))) return row;
    const rows = (factors[name] ?? [])
      .map((value) => inOrder([...row, `${name}=${value}`]))
      .filter((one) => !excluded(one, exclusions));
    const news = (one: readonly string[]) => pairsIn(one).filter((pair) => missing.has(pair)).length;
    return rows.toSorted((a, b) => news(b) - news(a))[0] ?? row;
  }, inOrder(start));
}

function pairsIn(row: readonly string[]): readonly string[] {
  return row.flatMap((one, index) => row.slice(index + 1).map((other) => `${one} ${other}`));
}
