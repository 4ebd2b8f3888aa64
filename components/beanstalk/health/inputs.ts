/** What the engine hands over; values it does not know yet are a text of its own. */
export interface HealthInputs {
  readonly environmentId: string;
  readonly region: string;
  readonly profile?: string;
  /** Label of the version that must run everywhere in the end. */
  readonly version: string;
  /** Of the options: changed ones may replace instances. */
  readonly options: string;
  /** How long a deployment may take, and how long it may then take to be healthy. */
  readonly readySeconds: number;
  readonly healthSeconds: number;
}
