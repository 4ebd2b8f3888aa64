import { readFile } from "node:fs/promises";
import { until } from "../../rig/command";
import { extensionsPath } from "../../rig/beanstalk/instance";
import { readFromZip } from "../../rig/beanstalk/zip";
import type { Rig } from "../../rig/rig";
import type { TargetGroup } from "../balancer/target-group";
import type { Web } from "../balancer/web";
import { Environment, type EnvironmentHands } from "./environment";
import { LabInstance, type Version } from "./instance";
import type { EnvironmentWish } from "./options";

interface Placed {
  readonly environment: Environment;
  /** Behind a load balancer: where instances are registered, and on which port they listen. */
  readonly behind?: { readonly group: TargetGroup; readonly port: number };
  /** ARN of the load balancer. */
  readonly balancer: string;
}

/** How long an instance that took a version may need to answer its load balancer. */
const admitSeconds = 120;

/** As much of Elastic Beanstalk as the program asks for. */
export class Beanstalk {
  /** Label -> where its zip is. */
  readonly versions = new Map<string, { readonly bucket: string; readonly key: string }>();
  readonly placed = new Map<string, Placed>();
  private launched = 0;

  constructor(
    private readonly rig: Rig,
    private readonly web: Web,
    /** Resolves to a file with the certificates of the lab's servers. */
    private readonly authorities: () => Promise<string>,
  ) {}

  environment(id: string): Environment {
    const found = this.placed.get(id);
    if (!found) throw new Error(`Elastic Beanstalk knows no environment ${id}`);
    return found.environment;
  }

  get environments(): readonly Environment[] {
    return [...this.placed.values()].map(({ environment }) => environment);
  }

  /** Resolves to the address of what visitors reach: the load balancer, or the one instance. */
  async create(
    { id, name, balancer }: { readonly id: string; readonly name: string; readonly balancer: string },
    wish: EnvironmentWish,
    label: string,
  ): Promise<string> {
    const front = wish.balancer && (await this.frontOrNothing(balancer, name, wish.balancer));
    const behind = front && { group: front.group, port: wish.balancer?.port ?? 0 };
    const hands = this.hands(behind);
    const environment = new Environment(name, wish.size, behind !== undefined, hands);
    this.placed.set(id, { environment, behind, balancer });
    try {
      await environment.launch(await this.version(label));
    } catch (error) {
      await this.remove(id);
      throw error;
    }
    return front?.address ?? environment.instances[0]?.box.address ?? "";
  }

  deploy(id: string, label: string): Promise<void> {
    return this.environment(id).deploy(this.version(label));
  }

  async remove(id: string): Promise<void> {
    const found = this.placed.get(id);
    if (!found) return;
    this.placed.delete(id);
    await found.environment.remove();
    if (found.behind) await this.web.removeFront(found.balancer);
  }

  /** `Ok`, or in AWS's words what is wrong with an instance. */
  healthOf(id: string, { deployment, box }: LabInstance): string {
    if (deployment?.state === "Failed") return "Degraded";
    if (deployment?.state !== "Deployed") return "Pending";
    const behind = this.placed.get(id)?.behind;
    if (!behind) return "Ok";
    return behind.group.healthOf(`${box.address}:${behind.port}`) === "healthy" ? "Ok" : "Severe";
  }

  private async version(label: string): Promise<Version> {
    const found = this.versions.get(label);
    if (!found) throw new Error(`Elastic Beanstalk knows no version ${label}`);
    const archive = await this.rig.cloud.object(found.key, found.bucket);
    return {
      ...{ label, archive, extensions: await readFromZip(archive, extensionsPath) },
      authorities: await readFile(await this.authorities(), "utf8"),
    };
  }

  /** What an attempt that fails has made is removed: the next one makes it anew, under the same name. */
  private async frontOrNothing(arn: string, name: string, wish: NonNullable<EnvironmentWish["balancer"]>) {
    try {
      return await this.front(arn, name, wish);
    } catch (error) {
      await this.web.removeFront(arn);
      throw error;
    }
  }

  /** A load balancer with one group of targets for all listeners. */
  private async front(arn: string, name: string, wish: NonNullable<EnvironmentWish["balancer"]>) {
    const address = await this.web.start(arn, name);
    this.web.group(arn, wish.healthCheck, wish.drainSeconds);
    for (const listener of wish.listeners)
      await this.web.listen(`${arn}/${listener.port}`, {
        ...{ ...listener, loadBalancerArn: arn },
        defaultActions: [{ type: "forward", targetGroupArn: arn }],
      });
    const group = this.web.groups.get(arn);
    if (!group) throw new Error(`${name} has no group of targets`);
    return { address, group };
  }

  private hands(behind: Placed["behind"]): EnvironmentHands {
    const launch = () => {
      this.launched += 1;
      return LabInstance.launch(this.rig, `beanstalk-${this.launched}`);
    };
    if (!behind) return { launch, admit: () => Promise.resolve(), withdraw: () => Promise.resolve() };
    const { group, port } = behind;
    const endpoint = ({ box }: LabInstance) => `${box.address}:${port}`;
    return {
      launch,
      async admit(instance) {
        group.register(endpoint(instance));
        const isWell = () => Promise.resolve(group.healthOf(endpoint(instance)) === "healthy");
        await until(`${instance.name} answers its load balancer`, admitSeconds, isWell);
      },
      withdraw: async (instance) => {
        group.deregister(endpoint(instance));
        await this.web.drained(endpoint(instance), group.deregistrationDelay);
      },
    };
  }
}
