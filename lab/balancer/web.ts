import { type DeclaredListener, innerConfig } from "../../rig/fargate/balancer-config";
import type { Rig } from "../../rig/rig";
import type { Properties } from "../../rig/provider/difference";
import { Balancer } from "./balancer";
import { TargetGroup, type HealthCheck } from "./target-group";

/** All load balancers of the lab, with what is declared of them. Each is known by its ARN. */
export class Web {
  readonly groups = new Map<string, TargetGroup>();
  readonly balancers = new Map<string, Balancer>();
  private readonly listeners = new Map<string, Properties>();
  private readonly rules = new Map<string, Properties>();

  constructor(private readonly rig: Rig) {}

  async start(arn: string, name: string): Promise<string> {
    const address = this.rig.freeAddress();
    const config = (admin: string) => innerConfig(this.listenersOf(arn), this.endpoints, admin);
    this.balancers.set(arn, await Balancer.start(this.rig, name, address, config));
    return address;
  }

  async remove(arn: string): Promise<void> {
    await this.balancers.get(arn)?.remove();
    this.balancers.delete(arn);
  }

  /** With the one group of targets of the same name, and its listeners. */
  async removeFront(arn: string): Promise<void> {
    await this.remove(arn);
    this.groups.delete(arn);
    for (const [listener, inputs] of this.listeners)
      if (inputs["loadBalancerArn"] === arn) this.listeners.delete(listener);
  }

  /** A listener as it is now; undefined: there is none any more. */
  async listen(arn: string, inputs: Properties | undefined): Promise<void> {
    put(this.listeners, arn, inputs);
    await this.refresh();
  }

  async rule(arn: string, inputs: Properties | undefined): Promise<void> {
    put(this.rules, arn, inputs);
    await this.refresh();
  }

  group(arn: string, healthCheck: HealthCheck, deregistrationDelay: number): void {
    const changed = () => void this.refresh().catch((error: unknown) => console.error(String(error)));
    this.groups.set(arn, new TargetGroup(healthCheck, deregistrationDelay, changed));
  }

  async drained(endpoint: string, seconds: number): Promise<void> {
    const all = [...this.balancers.values()];
    await Promise.all(all.map((balancer) => balancer.drained(endpoint, seconds)));
  }

  check(): void {
    for (const group of this.groups.values()) group.check();
  }

  async authorities(): Promise<readonly string[]> {
    const found = await Promise.all([...this.balancers.values()].map((balancer) => balancer.authority()));
    return found.filter((one) => one !== undefined);
  }

  private async refresh(): Promise<void> {
    await Promise.all([...this.balancers.values()].map((balancer) => balancer.refresh()));
  }

  private listenersOf(balancer: string): readonly DeclaredListener[] {
    const mine = [...this.listeners].filter(([, inputs]) => inputs["loadBalancerArn"] === balancer);
    return mine.map(([arn, inputs]) => ({
      inputs,
      rules: [...this.rules.values()].filter((rule) => rule["listenerArn"] === arn),
    }));
  }

  private readonly endpoints = (group: unknown): readonly string[] =>
    this.groups.get(String(group))?.endpoints ?? [];
}

function put(all: Map<string, Properties>, arn: string, inputs: Properties | undefined): void {
  if (inputs) all.set(arn, inputs);
  else all.delete(arn);
}
