import type { Container } from "../../../components/fargate/container";
import { outcomeOf, output } from "../../../rig/command";
import type { Rig } from "../../../rig/rig";
import { containerOptions } from "../../../rig/fargate/container-options";
import type { Recorded } from "./recorded";

/** What AWS would know besides the program. */
export interface Surroundings {
  readonly rig: Rig;
  readonly recorded: Recorded;
  /** Logical name of a built image -> an image here. */
  readonly images: Readonly<Record<string, string>>;
  /** Logical name of a parameter -> its value. */
  readonly parameters: Readonly<Record<string, string>>;
}

let count = 0;

/** A container that stands for a task: started as its task definition says, by Docker instead of Fargate. */
export class Task {
  private constructor(
    readonly name: string,
    readonly taskDefinition: string,
  ) {}

  static async start(taskDefinition: string, where: Surroundings): Promise<Task> {
    const { rig, recorded } = where;
    const task = new Task(`${rig.name}-task-${(count += 1)}`, taskDefinition);
    const container = recorded.container(taskDefinition);
    const memory = String(recorded.behind(taskDefinition).inputs["memory"]);
    const [entry, ...leading] = container.entryPoint ?? [];
    await output("docker", [
      ...["run", "--detach", "--name", task.name, "--label", rig.label, "--network", rig.name],
      ...["--memory", `${memory}m`],
      ...containerOptions(container),
      ...environmentOptions(container, where),
      ...(entry === undefined ? [] : ["--entrypoint", entry]),
      imageOf(container.image, where),
      ...leading,
      ...(container.command ?? []),
    ]);
    return task;
  }

  async inspect<Value>(template: string): Promise<Value> {
    return JSON.parse(
      await output("docker", ["inspect", "--format", `{{json ${template}}}`, this.name]),
    ) as Value;
  }

  async address(): Promise<string> {
    const networks = await this.inspect<Record<string, { IPAddress: string }>>(".NetworkSettings.Networks");
    return Object.values(networks)[0]?.IPAddress ?? "";
  }

  /** Undefined while it runs. */
  async exitCode(): Promise<number | undefined> {
    const state = await this.inspect<{ Running: boolean; ExitCode: number }>(".State");
    return state.Running ? undefined : state.ExitCode;
  }

  async log(): Promise<readonly string[]> {
    const { stdout, stderr } = await outcomeOf("docker", ["logs", this.name]);
    return `${stdout}${stderr}`.trimEnd().split("\n");
  }

  /** As ECS does: SIGTERM, the task definition's time, SIGKILL. */
  stop(): Promise<string> {
    return output("docker", ["stop", this.name]);
  }
}

function environmentOptions(
  { environment, secrets }: Container,
  { recorded, parameters }: Surroundings,
): readonly string[] {
  const given = secrets.map(({ name, valueFrom }) => {
    const value = parameters[recorded.behind(valueFrom).name];
    if (value === undefined) throw new Error(`no value for ${valueFrom}`);
    return { name, value };
  });
  return [...environment, ...given].flatMap(({ name, value }) => ["--env", `${name}=${value}`]);
}

function imageOf(image: string, { recorded, images }: Surroundings): string {
  if (!image.startsWith("${")) return image;
  const { name } = recorded.behind(image);
  const found = images[name];
  if (found === undefined) throw new Error(`no image for ${name}`);
  return found;
}
