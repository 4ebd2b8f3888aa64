import limits from "./limits.json";

/** What the lab only records. */
export interface LimitRow {
  readonly type: string;
  /** Absent where it is all of the type. */
  readonly argument?: string;
  readonly reason: string;
}

/** Whole types, then arguments of types that the lab carries out. */
export function limitRows(): readonly LimitRow[] {
  const types = Object.entries(limits.types).map(([type, reason]) => ({ type, reason }));
  const ofTypes = Object.entries(limits.arguments).flatMap(([type, list]) =>
    Object.entries(list).map(([argument, reason]) => ({ type, argument, reason })),
  );
  return [...types, ...ofTypes];
}
