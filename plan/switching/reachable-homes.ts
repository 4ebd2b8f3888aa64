import type { Declared } from "./declared";

/**
 * Where a box may find databases. While RDS is there too, the box keeps its PostgreSQL if they were ever to be on the box: its
 * own record decides which one the apps use, and a move changes the record.
 */
export function reachableHomes({ rds, asked }: Pick<Declared, "rds" | "asked">): readonly ("box" | "rds")[] {
  if (!rds.declared) return ["box"];
  return asked.everBox ? ["box", "rds"] : ["rds"];
}
