/** One environment of Elastic Beanstalk. */
export interface BeanstalkPlan {
  /** Names in AWS. */
  readonly application: string;
  readonly environment: string;
  readonly instanceType: string;
  readonly min: number;
  readonly max: number;
  /** Whether a load balancer stands before the instances; else there is one instance with an address of its own. */
  readonly balanced: boolean;
  readonly updates: "rolling" | "immutable";
  readonly rootGb: number;
  /** `Sun:04:00`, UTC. */
  readonly platformUpdates: string;
  readonly logDays: number;
  /** How long AWS may take for a change of the environment. */
  readonly readyMinutes: number;
  /** How long it may then take to be healthy. */
  readonly healthSeconds: number;
  /** On an instance: what all migrations may take, and then all apps until they are healthy. */
  readonly migrationSeconds: number;
  readonly wellSeconds: number;
  /** The environment's options, without those that only AWS knows the values of. */
  readonly options: readonly BeanstalkOption[];
}

/** An option of an environment; values are text. */
export interface BeanstalkOption {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}
