import type { Properties } from "../../rig/provider/difference";
import type { Call } from "../call";
import type { Lab } from "../lab";

/** Carries out what is declared of one type of resource. */
export interface Carrier {
  /** Arguments that have an effect; all others must stand in limits.json. */
  readonly imitates: readonly string[];
  /** What it cannot do with the values of those; undefined: nothing. */
  readonly problem?: (inputs: Properties) => string | undefined;
  /** What it adds to the state. */
  create(lab: Lab, call: Call): Promise<Properties>;
  /** Absent: a change is refused. */
  update?(lab: Lab, call: Call): Promise<Properties>;
  remove(lab: Lab, call: Call): Promise<void>;
}
