/** Copies of one kind: how many run, and how many of them may take requests. */
export interface Copies {
  readonly running: number;
  readonly healthy: number;
}

export interface Rules {
  readonly desired: number;
  /** Percent of the desired copies that must stay healthy, and that may run at once. */
  readonly minimumPercent: number;
  readonly maximumPercent: number;
}

export interface NextSteps {
  readonly start: number;
  readonly stopOld: number;
  readonly stopFresh: number;
}

/**
 * What ECS's scheduler does next with copies of the newest deployment and of those before it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html: the minimum is rounded up, the
 * maximum down.
 */
export function nextSteps(rules: Rules, fresh: Copies, old: Copies): NextSteps {
  const { desired, minimumPercent, maximumPercent } = rules;
  const least = Math.ceil((desired * minimumPercent) / 100);
  const most = Math.floor((desired * maximumPercent) / 100);
  const spare = Math.max(0, fresh.healthy + old.healthy - least);
  return {
    start: Math.max(0, Math.min(desired - fresh.running, most - fresh.running - old.running)),
    stopOld: Math.min(old.running, old.running - old.healthy + spare),
    stopFresh: Math.max(0, fresh.running - desired),
  };
}

/** How many copies may fail until the circuit breaker gives a deployment up. */
export function patience(desired: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desired / 2)));
}
