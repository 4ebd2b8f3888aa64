/** What the engine hands over; values it does not know yet are a text of its own. */
export interface RolloutInputs {
  readonly app: string;
  readonly region: string;
  readonly profile?: string;
  readonly cluster: string;
  readonly service: string;
  /** The one that must serve in the end. */
  readonly taskDefinition: string;
  /** JSON of what else of the service makes ECS start a deployment when it changes: network, strategies, target. */
  readonly shape: string;
  readonly timeoutSeconds: number;
  /** How long the copies of an app without a health check must have run; 0 for others. */
  readonly watchSeconds: number;
  readonly logGroup: string;
  readonly parameters: readonly string[];
}
