import type { Declared } from "./declared";
import { isBuilt, type Memory } from "./memory";

/**
 * Where a box whose volume is new looks for the databases; one that has written it down believes its own record. They are not on
 * such a volume: when they exist they are on RDS, also where this update is to bring them home, or where nobody knows whether one
 * that was killed had moved them.
 */
export function freshHome(
  { dataHome, rds }: Pick<Declared, "dataHome" | "rds">,
  memory: Memory,
): "box" | "rds" {
  const { dataAt, placedFor, asked } = memory;
  if (dataHome === "rds" && (dataAt === undefined || isBuilt("compose", memory))) return "rds";
  if (dataAt === undefined) return dataHome === "box" ? "box" : "rds";
  return rds.declared && placedFor !== asked.serial ? "rds" : dataAt;
}
