import type { Problem } from "../../settings/problems";
import { StateError } from "../../settings/state-error";
import { isKnownPostgres } from "../postgres-majors";
import type { Declared } from "./declared";
import type { Memory } from "./memory";

/** Major version of RDS: the setting's, or the newer one that the server has, which has no way back. Throws StateError. */
export function majorOnRds(wanted: number, deployed: number | undefined): number {
  const major = Math.max(wanted, deployed ?? wanted);
  if (isKnownPostgres(major)) return major;
  throw new StateError(
    `RDS has PostgreSQL ${major}, which somebody else upgraded it to and this version of Ladder does not know. Nothing was touched. Use a newer version of Ladder.`,
  );
}

/**
 * An older major than that of an RDS which has the databases, or is to have them. One that never had them, because the switch
 * to it failed, stays as it is made and stands in nobody's way. Where nobody knows whether an update that was killed had moved
 * them, the box does, whose own server has that newer major by then.
 */
export function refusedMajor(
  wanted: number,
  deployed: number | undefined,
  { rds, dataHome }: Pick<Declared, "rds" | "dataHome">,
  { dataAt }: Pick<Memory, "dataAt">,
): readonly Problem[] {
  if (deployed === undefined || wanted >= deployed || !rds.declared) return [];
  if (dataHome !== "rds" && dataAt !== "rds") return [];
  return [
    {
      path: "box.postgres",
      problem: "RDS does not go back to an older major version",
      got: String(wanted),
      allowed: `${deployed} or newer`,
      hint: "put it back",
    },
  ];
}
