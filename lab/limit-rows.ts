import limits from "./limits.json";

/** What the lab only records. */
export interface LimitRow {
  readonly type: string;
  /** Absent where it is all of the type. */
  readonly argument?: string;
  readonly reason: string;
}

/** Whole types, then arguments of types that the lab carries out, then options of environments. */
export function limitRows(): readonly LimitRow[] {
  const types = Object.entries(limits.types).map(([type, reason]) => ({ type, reason }));
  const ofTypes = Object.entries(limits.arguments).flatMap(([type, list]) =>
    Object.entries(list).map(([argument, reason]) => ({ type, argument, reason })),
  );
  const ofEnvironments = Object.entries(limits.options).map(([option, reason]) => ({
    type: "aws:elasticbeanstalk/environment:Environment",
    argument: `settings[${option}]`,
    reason,
  }));
  return [...types, ...ofTypes, ...ofEnvironments];
}
