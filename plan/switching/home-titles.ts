import type { Part } from "./memory";

/** What users call the places of databases. */
export const homeTitles = { box: "the box", rds: "RDS" } as const;

/** The same for what may be retired: tiers are called what one types. */
export function partTitle(part: Part): string {
  return part === "rds" ? homeTitles.rds : part;
}
