import type { Tier } from "../../settings/schema";
import type { DeployedResource } from "../deployed";
import type { Plan } from "../types";
import { handRecords } from "./hand-records";

/** What names point at, one record a line. */
export interface HandRecords {
  readonly hosts: readonly string[];
  /** The tier that served before; what is set until this update has finished, and again to go back. */
  readonly before: readonly string[];
  /** The tier that serves; none when only this update will tell. */
  readonly after: readonly string[];
}

/** The records of a switch that only the user sets; nothing where the stack sets them all. */
export function byHand(
  { tier, dns: { manual: hosts, domain } }: Pick<Plan, "tier" | "dns">,
  from: Tier,
  resources: readonly DeployedResource[],
): { readonly byHand?: HandRecords } {
  if (hosts.length === 0) return {};
  const of = (one: Tier) => handRecords(one, hosts, resources, domain);
  return { byHand: { hosts, before: of(from), after: of(tier) } };
}
