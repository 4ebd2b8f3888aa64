/** What the engine hands over; values it does not know yet are a text of its own. */
export interface RolloutInputs {
  readonly app: string;
  readonly region: string;
  readonly profile?: string;
  readonly cluster: string;
  readonly service: string;
  /** The one that must serve in the end. */
  readonly taskDefinition: string;
  readonly timeoutSeconds: number;
  readonly logGroup: string;
  readonly parameters: readonly string[];
}
