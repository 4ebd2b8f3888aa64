/** Arguments of one resource. */
export type Inputs = Readonly<Record<string, unknown>>;

/** A combination that AWS refuses, and whether it is there. */
export type Check = readonly [problem: string, broken: boolean];

export const has = (inputs: Inputs, name: string) => inputs[name] !== undefined;
export const count = (inputs: Inputs, names: readonly string[]) =>
  names.filter((name) => has(inputs, name)).length;
export const listOf = (value: unknown) => (value ?? []) as readonly Inputs[];
