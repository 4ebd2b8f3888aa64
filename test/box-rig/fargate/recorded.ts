import type { Container } from "../../../components/fargate/container";
import type { RecordedResource } from "../../../cli/evaluate/recorded-resource";

let evaluations = 0;

/** What the program registered, with the questions that AWS would ask of it. */
export class Recorded {
  /** The program refers to a task definition by its URN, whatever it says; AWS numbers what it is given. */
  readonly revision = (evaluations += 1);

  constructor(readonly resources: readonly RecordedResource[]) {}

  all(type: string): readonly RecordedResource[] {
    return this.resources.filter((one) => one.type === type);
  }

  one(type: string, name: string): RecordedResource {
    const found = this.all(type).find((resource) => resource.name === name);
    if (!found) throw new Error(`the program registered no ${type} ${name}`);
    return found;
  }

  /** The resource that a value such as `${urn.arn}` comes from. */
  behind(reference: unknown): RecordedResource {
    const urn = /^\$\{(.+)\.\w+\}(:\d+)?$/.exec(String(reference))?.[1];
    const found = this.resources.find((resource) => resource.urn === urn);
    if (!found) throw new Error(`no resource behind ${String(reference)}`);
    return found;
  }

  container(taskDefinition: unknown): Container {
    const { inputs } = this.behind(taskDefinition);
    const [container, ...others] = JSON.parse(String(inputs["containerDefinitions"])) as Container[];
    if (!container || others.length > 0) throw new Error("a task here has one container");
    return container;
  }
}

/** A task definition's ARN with its revision, as AWS gives it. */
export function revised(recorded: Recorded, reference: unknown): string {
  return `${String(reference)}:${recorded.revision}`;
}

/** How other resources refer to a resource's ARN. */
export function arnOf({ urn }: RecordedResource): string {
  return `\${${urn}.arn}`;
}
