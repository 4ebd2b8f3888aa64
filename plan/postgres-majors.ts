import { asOf, majors } from "../settings/data/postgres-majors.json";

/** Image of a major. */
export function postgresImage(major: number): string {
  return known(major).image;
}

/** Day, `2030-02-28`, up to which RDS supports a major without an extra charge. */
export function rdsStandardSupportEnds(major: number): string {
  return known(major).rdsStandardSupportEnds;
}

/** Whether that day has come by the date of the data. */
export function isPastRdsSupport(ends: string, today: string = asOf): boolean {
  return ends <= today;
}

/** Major -> image of those before this one. */
export function olderPostgres(major: number): Readonly<Record<string, string>> {
  const older = majors.filter((one) => one.major < major);
  return Object.fromEntries(older.map((one) => [String(one.major), one.image]));
}

export function isKnownPostgres(major: number): boolean {
  return majors.some((one) => one.major === major);
}

function known(major: number): (typeof majors)[number] {
  const found = majors.find((one) => one.major === major);
  if (!found) throw new RangeError(`unknown PostgreSQL major ${major}`);
  return found;
}
