import { majors } from "../settings/data/postgres-majors.json";

/** Image of a major. */
export function postgresImage(major: number): string {
  const found = majors.find((known) => known.major === major);
  if (!found) throw new RangeError(`unknown PostgreSQL major ${major}`);
  return found.image;
}

/** Major -> image of those before this one. */
export function olderPostgres(major: number): Readonly<Record<string, string>> {
  const older = majors.filter((known) => known.major < major);
  return Object.fromEntries(older.map((known) => [String(known.major), known.image]));
}
