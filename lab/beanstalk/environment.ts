import type { LabInstance, Version } from "./instance";

/** What an environment does with machines and its load balancer; a single instance has nothing before it. */
export interface EnvironmentHands {
  launch(): Promise<LabInstance>;
  /** Lets requests in, once the instance answers well. */
  admit(instance: LabInstance): Promise<void>;
  /** Ends that, and waits for open requests. */
  withdraw(instance: LabInstance): Promise<void>;
}

/** An environment of Elastic Beanstalk: instances that all run one version. */
export class Environment {
  status: "Launching" | "Updating" | "Ready" = "Launching";
  version = "";
  instances: readonly LabInstance[] = [];
  /** Newest first. */
  events: readonly string[] = [];

  constructor(
    readonly name: string,
    private readonly size: number,
    private readonly balanced: boolean,
    private readonly hands: EnvironmentHands,
  ) {}

  /** All instances at once, of which the first is the deployment's leader. */
  async launch(version: Version): Promise<void> {
    await Promise.all(Array.from({ length: this.size }, () => this.add()));
    const taken = this.instances.map((instance, index) => instance.deploy(version, index === 0));
    if ((await Promise.all(taken)).includes(false)) throw new Error(this.failed());
    await Promise.all(this.instances.map((instance) => this.hands.admit(instance)));
    this.version = version.label;
    this.status = "Ready";
  }

  /** Another version; one that an instance does not take leaves the label of the one before. */
  async deploy(found: Promise<Version>): Promise<void> {
    this.status = "Updating";
    try {
      const version = await found;
      await (this.balanced ? this.roll(version) : this.replace(version));
      this.version = version.label;
    } catch (error) {
      this.events = [error instanceof Error ? error.message : String(error), ...this.events];
    }
    this.status = "Ready";
  }

  async remove(): Promise<void> {
    await Promise.all(this.instances.map((instance) => this.drop(instance)));
  }

  /** AllAtOnce, as a single instance does it. */
  private async replace(version: Version): Promise<void> {
    const taken = this.instances.map((instance, index) => instance.deploy(version, index === 0));
    if ((await Promise.all(taken)).includes(false)) throw new Error(this.failed());
  }

  /** RollingWithAdditionalBatch: a new instance first, then one after the other, and the additional one goes again. */
  private async roll(version: Version): Promise<void> {
    const before = this.instances;
    const additional = await this.add();
    try {
      if (!(await additional.deploy(version, true))) throw new Error(this.failed());
      await this.hands.admit(additional);
      for (const instance of before) {
        await this.hands.withdraw(instance);
        if (!(await instance.deploy(version, false))) throw new Error(this.failed());
        await this.hands.admit(instance);
      }
    } finally {
      await this.drop(additional);
    }
  }

  private async add(): Promise<LabInstance> {
    const instance = await this.hands.launch();
    this.instances = [...this.instances, instance];
    return instance;
  }

  private async drop(instance: LabInstance): Promise<void> {
    await this.hands.withdraw(instance);
    this.instances = this.instances.filter((one) => one !== instance);
    await instance.box.remove();
  }

  private failed(): string {
    const causes = this.instances.flatMap(({ name, cause }) => (cause === "" ? [] : [`${name}: ${cause}`]));
    return `the deployment to ${this.name} failed: ${causes.join("; ")}`;
  }
}
