/**
 * End of RDS standard support by PostgreSQL major version; extended support is billed from the day after, at a
 * higher price from the third year on.
 * Source: Release calendar for Amazon RDS for PostgreSQL (docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes),
 * read 2026-11; version 18 is not verified.
 */
const END_OF_STANDARD: Readonly<Record<string, string>> = {
  "11": "2024-02-29",
  "12": "2025-02-28",
  "13": "2026-02-28",
  "14": "2027-02-28",
  "15": "2028-02-29",
  "16": "2029-02-28",
  "17": "2030-02-28",
  "18": "2031-02-28",
};

/** Which extended-support price holds for a version on a day, or undefined while standard support lasts. */
export function extendedSupport(version: string | undefined, day: string): "year1and2" | "year3" | undefined {
  const end = END_OF_STANDARD[(version ?? "").split(".")[0] ?? ""];
  if (end === undefined || day <= end) return undefined;
  return day <= yearsLater(end, 2) ? "year1and2" : "year3";
}

function yearsLater(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}
