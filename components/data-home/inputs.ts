import type { Home } from "../../box/run-command/move-data";

/** What the engine hands over; values it does not know yet are a text of its own. */
export interface DataHomeInputs {
  readonly want: Home | "stay";
  /** Grows with every change of `want`: an update that was killed may have moved the data without a word in the state. */
  readonly serial: number;
  /** Whether an app has a database. */
  readonly databases: boolean;
  /** The box, when there is one and something to move. */
  readonly instanceId?: string;
  readonly region: string;
  readonly profile?: string;
  readonly timeoutSeconds: number;
}

/** What the state keeps. */
export interface DataHomeOutputs extends DataHomeInputs {
  /** Where the databases are; undefined when nobody knows, as there were none. */
  readonly at?: Home;
}
