import type { Declared } from "./declared";
import { isBuilt, type Memory } from "./memory";

/**
 * Where a box whose volume is new looks for the databases; one that has written it down believes its own record. For a box
 * that is there already it is where this update leaves them, so that the next one has nothing to change.
 */
export function freshHome({ dataHome }: Pick<Declared, "dataHome">, memory: Memory): "box" | "rds" {
  const { dataAt } = memory;
  if (dataAt !== undefined && (!isBuilt("compose", memory) || dataHome === "stay")) return dataAt;
  return dataHome === "box" ? "box" : "rds";
}
