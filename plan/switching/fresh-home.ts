import type { Declared } from "./declared";
import type { Memory } from "./memory";

/** Where a box whose volume is new looks for the databases; one that has written it down believes its own record. */
export function freshHome({ dataHome }: Pick<Declared, "dataHome">, { dataAt }: Memory): "box" | "rds" {
  if (dataAt !== undefined) return dataAt;
  return dataHome === "box" ? "box" : "rds";
}
