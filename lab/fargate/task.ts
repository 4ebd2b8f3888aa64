import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { containerOptions } from "../../rig/fargate/container-options";
import { outcomeOf, output } from "../../rig/command";
import type { Rig } from "../../rig/rig";
import { authoritiesInApp, trustInApp } from "../app-trust";
import type { AddressPool } from "./address-pool";
import type { TaskDefinition } from "./task-definition";
import { environmentFile } from "./environment-file";

export interface TaskPlace {
  readonly rig: Rig;
  readonly addresses: AddressPool;
  /** Certificates that the container trusts besides those of its image: the lab's servers have no public authority's. */
  readonly authorities: string;
  /** ARN of a parameter -> its value. */
  secret(arn: string): string;
}

export interface TaskWish {
  readonly definition: TaskDefinition;
  /** Deployment, or who else started it. */
  readonly startedBy: string;
  /** Of the service that it is a copy of. */
  readonly service?: string;
  /** Names under which others on the network find it. */
  readonly names: readonly string[];
}

let started = 0;

/** A container that stands for a task: started as its task definition says, by Docker instead of Fargate. */
export class Task {
  readonly since = Date.now();
  exitCode: number | undefined;
  /** Why it was ended by others; undefined while nobody did. */
  stoppedBecause: string | undefined;
  /** It finishes what it has, and gets nothing new. */
  draining = false;

  private constructor(
    readonly id: string,
    readonly name: string,
    readonly address: string,
    readonly wish: TaskWish,
    ended: () => void,
  ) {
    const waited = output("docker", ["wait", name]).then(Number, () => -1);
    void waited.then((code) => (this.exitCode = code)).then(ended);
  }

  static async start(wish: TaskWish, { rig, addresses, authorities, secret }: TaskPlace): Promise<Task> {
    const id = String((started += 1)).padStart(8, "0");
    const [name, address] = [`${rig.name}-task-${id}`, addresses.take()];
    const variables = join(rig.folder, `${name}.env`);
    const { container, memoryMb } = wish.definition;
    const [entry, ...leading] = container.entryPoint ?? [];
    if (container.mountPoints.length > 0) throw new Error("the lab does not imitate shared files (EFS)");
    const words = [
      ...["run", "--detach", "--name", name, "--label", rig.label, "--network", rig.name, "--ip", address],
      ...wish.names.flatMap((alias) => ["--network-alias", alias]),
      ...["--memory", `${memoryMb}m`, "--env-file", variables],
      ...["--volume", `${authorities}:${authoritiesInApp}:ro`],
      ...containerOptions(container),
      ...(entry === undefined ? [] : ["--entrypoint", entry]),
      ...[container.image, ...leading, ...(container.command ?? [])],
    ];
    const text = environmentFile(container, secret, trustInApp);
    await writeFile(variables, text, { mode: 0o600 });
    await output("docker", words).finally(() => rm(variables));
    return new Task(id, name, address, wish, () => addresses.giveBack(address));
  }

  get arn(): string {
    return `arn:aws:ecs:us-east-1:123456789012:task/apps/${this.id}`;
  }

  get isRunning(): boolean {
    return this.exitCode === undefined;
  }

  async log(lines: number): Promise<readonly string[]> {
    const { stdout, stderr } = await outcomeOf("docker", ["logs", "--tail", String(lines), this.name]);
    return `${stdout}${stderr}`.trimEnd().split("\n");
  }

  /** As ECS does: SIGTERM, the task definition's time, SIGKILL. */
  async stop(reason: string): Promise<void> {
    this.stoppedBecause ??= reason;
    await output("docker", ["stop", this.name]);
  }
}
