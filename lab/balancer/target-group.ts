import { request } from "../../rig/request";

export interface HealthCheck {
  readonly path: string;
  /** Such as `200-399`. */
  readonly matcher: string;
  /** Seconds. */
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

type Health = "initial" | "healthy" | "unhealthy";

interface Target {
  health: Health;
  /** Answers in a row that speak against its health. */
  streak: number;
  nextCheck: number;
  checking: boolean;
}

const secondMs = 1000;

/** Where a load balancer finds an app's copies, and which of them answer well. */
export class TargetGroup {
  private readonly targets = new Map<string, Target>();

  /** `changed`: called when other copies may get requests. */
  constructor(
    public healthCheck: HealthCheck,
    /** Seconds that a copy gets for open requests. */
    public deregistrationDelay: number,
    private readonly changed: () => void,
  ) {}

  register(endpoint: string): void {
    this.targets.set(endpoint, { health: "initial", streak: 0, nextCheck: 0, checking: false });
  }

  deregister(endpoint: string): void {
    this.targets.delete(endpoint);
    this.changed();
  }

  healthOf(endpoint: string): Health | undefined {
    return this.targets.get(endpoint)?.health;
  }

  /** Who gets requests: the healthy; when all that ever were are ill, those, as AWS does. */
  get endpoints(): readonly string[] {
    const having = (wanted: Health) =>
      [...this.targets].flatMap(([endpoint, { health }]) => (health === wanted ? [endpoint] : []));
    const healthy = having("healthy");
    return healthy.length > 0 ? healthy : having("unhealthy");
  }

  /** Asks those whose time has come; the first times come every second. */
  check(): void {
    for (const [endpoint, target] of this.targets) {
      if (target.checking || Date.now() < target.nextCheck) continue;
      target.checking = true;
      void this.isWell(endpoint).then((well) => {
        target.checking = false;
        const seconds = target.health === "initial" ? 1 : this.healthCheck.interval;
        target.nextCheck = Date.now() + seconds * secondMs;
        this.judge(target, well);
      });
    }
  }

  /** A new copy needs one good answer; later a change needs several. */
  private judge(target: Target, well: boolean): void {
    const { healthyThreshold, unhealthyThreshold } = this.healthCheck;
    const wanted: Health = well ? "healthy" : "unhealthy";
    target.streak = target.health === wanted ? 0 : target.streak + 1;
    const needed = !well ? unhealthyThreshold : target.health === "initial" ? 1 : healthyThreshold;
    if (target.health === "initial" && !well) return;
    if (target.health === wanted || target.streak < needed) return;
    target.health = wanted;
    target.streak = 0;
    this.changed();
  }

  private async isWell(endpoint: string): Promise<boolean> {
    const [address = "", port] = endpoint.split(":");
    const { path, matcher, timeout } = this.healthCheck;
    const [least = 0, most = least] = matcher.split("-").map(Number);
    const patienceMs = timeout * secondMs;
    const ask = { address, port: Number(port), host: address, path, patienceMs };
    const answer = await request(ask).catch(() => undefined);
    return answer !== undefined && answer.status >= least && answer.status <= most;
  }
}
