import type { Declared } from "./declared";
import type { Memory } from "./memory";

/**
 * Where a box may find databases. While RDS is there too, the box keeps its PostgreSQL as long as data may be in it: the
 * box's own record decides which one the apps use, and a move changes the record.
 */
export function reachableHomes(declared: Declared, memory: Memory): readonly ("box" | "rds")[] {
  if (!declared.rds.declared) return ["box"];
  return mayHoldData(declared, memory) ? ["box", "rds"] : ["rds"];
}

/** Without a record of where the data went first, a box that ever started may have made databases. */
function mayHoldData({ dataHome }: Declared, { dataAt, asked, latches }: Memory): boolean {
  if (dataHome === "box" || dataAt === "box" || asked.everBox) return true;
  return dataAt === undefined && latches.compose.value !== "no";
}
