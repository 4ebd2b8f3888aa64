import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCalls } from "../all-calls";
import type { ProviderCall } from "../../../rig/provider/call-log";

/** What ECS does differently from now on; without a word everything becomes healthy. */
export interface Fate {
  /** App -> exit code of its migration. */
  readonly migrations?: Readonly<Record<string, number>>;
  /** Apps whose new version ECS gives up. */
  readonly failing?: readonly string[];
  /** What every task writes. */
  readonly log?: readonly string[];
}

interface Memory {
  /** Service -> deployment that serves. */
  readonly serving: Record<string, string>;
  /** Service -> deployment that ECS was seen working on. */
  readonly working: Record<string, string>;
  /** Service -> how often it was deployed again. */
  readonly again: Record<string, number>;
  /** Task -> its task definition. */
  readonly tasks: Record<string, string>;
}

type Request = Readonly<Record<string, unknown>>;

/**
 * Look-alike of ECS for one deployment: knows the services that the stand-in provider was told to make, from its call log,
 * and plays out what becomes of them. Tasks that are run are written into the same log.
 */
export class StandInEcs {
  constructor(
    private readonly folder: string,
    private readonly logFile: string,
  ) {}

  fate(fate: Fate): this {
    writeFileSync(join(this.folder, "fate.json"), JSON.stringify(fate));
    return this;
  }

  act(action: string, request: Request): unknown {
    switch (action) {
      case "DescribeServices":
        return this.describe(String((request["services"] as readonly string[])[0]));
      case "UpdateService":
        return this.deployAgain(String(request["service"]));
      case "RunTask":
        return this.run(String(request["taskDefinition"]));
      case "ListTasks":
        return { taskArns: request["desiredStatus"] === "STOPPED" ? Object.keys(this.memory().tasks) : [] };
      case "DescribeTasks":
        return { tasks: (request["tasks"] as readonly string[]).map((arn) => this.task(arn)) };
      case "GetLogEvents":
        return { events: (this.readFate().log ?? []).map((message) => ({ message })) };
      case "GetParameters":
        return { Parameters: (request["Names"] as readonly string[]).map((Name) => this.parameter(Name)) };
      default:
        throw new Error(`the stand-in knows no ${action}`);
    }
  }

  /** The first answer is that ECS works on it, the second what came of it. */
  private describe(service: string): unknown {
    const memory = this.memory();
    const wanted = this.wantedDeployment(service);
    const givenUp = `given up: ${wanted}`;
    if (memory.working[service] === givenUp) return this.outcome(service, wanted, memory);
    const started = memory.working[service] === wanted;
    if (!started && memory.serving[service] !== wanted) {
      memory.working[service] = wanted;
      this.remember(memory);
      return services(service, wanted, "IN_PROGRESS", memory);
    }
    if (this.readFate().failing?.includes(logicalName(service)) === true) {
      memory.working[service] = givenUp;
      memory.tasks["arn:task/bad"] = taskDefinitionOf(wanted);
    } else memory.serving[service] = wanted;
    this.remember(memory);
    return this.outcome(service, wanted, memory);
  }

  /** What serves, whatever was wanted; nothing when the first version did not live. */
  private outcome(service: string, wanted: string, memory: Memory): unknown {
    const version = memory.serving[service];
    return version === undefined
      ? services(service, wanted, "FAILED", memory)
      : services(service, version, "COMPLETED", memory);
  }

  private deployAgain(service: string): unknown {
    const memory = this.memory();
    memory.working[service] = "";
    memory.again[service] = (memory.again[service] ?? 0) + 1;
    this.remember(memory);
    return {};
  }

  private run(taskDefinition: string): unknown {
    const memory = this.memory();
    const taskArn = `arn:aws:ecs:us-east-1:123456789012:task/apps/${Object.keys(memory.tasks).length}`;
    memory.tasks[taskArn] = taskDefinition;
    this.remember(memory);
    const call: ProviderCall = { operation: "create", type: "task", name: appOf(taskDefinition) };
    appendFileSync(this.logFile, `${JSON.stringify(call)}\n`);
    return { tasks: [{ taskArn }], failures: [] };
  }

  private task(taskArn: string): unknown {
    const taskDefinitionArn = this.memory().tasks[taskArn] ?? "";
    const exitCode = this.readFate().migrations?.[appOf(taskDefinitionArn)] ?? 0;
    return { taskArn, taskDefinitionArn, lastStatus: "STOPPED", containers: [{ name: "app", exitCode }] };
  }

  private parameter(name: string): unknown {
    const call = this.calls().findLast(
      ({ type, inputs }) => type === "aws:ssm/parameter:Parameter" && inputs?.["name"] === name,
    );
    return { Name: name, Value: call?.inputs?.["value"] ?? "" };
  }

  /** Every call of the provider starts a deployment, also of the same task definition. */
  private wantedDeployment(service: string): string {
    const calls = this.calls().filter(
      ({ type, name, operation }) =>
        type === "aws:ecs/service:Service" && name === logicalName(service) && operation !== "delete",
    );
    return `${String(calls.at(-1)?.inputs?.["taskDefinition"])} ${calls.length}`;
  }

  private calls(): readonly ProviderCall[] {
    return allCalls(this.folder, this.logFile);
  }

  private memory(): Memory {
    return readJson(join(this.folder, "memory.json"), { serving: {}, working: {}, again: {}, tasks: {} });
  }

  private remember(memory: Memory): void {
    writeFileSync(join(this.folder, "memory.json"), JSON.stringify(memory));
  }

  private readFate(): Fate {
    return readJson<Fate>(join(this.folder, "fate.json"), {});
  }
}

function services(name: string, deployed: string, rolloutState: string, { again }: Memory): unknown {
  const deployment = {
    id: `${deployed}/${again[name] ?? 0}`,
    status: "PRIMARY",
    taskDefinition: taskDefinitionOf(deployed),
    rolloutState,
  };
  return {
    services: [
      { serviceName: name, deployments: [deployment], events: [{ message: `(service ${name}) tried` }] },
    ],
  };
}

/** `arn:…/ladder-dev-shop:1 3` -> the first part. */
function taskDefinitionOf(deployment: string): string {
  return deployment.split(" ")[0] ?? "";
}

/** The provider adds eight characters, as Pulumi does. */
function logicalName(physicalName: string): string {
  return physicalName.replace(/-[0-9a-f]{8}$/, "");
}

/** `…/ladder-dev-shop-migrate:1` -> `shop`. */
function appOf(taskDefinition: string): string {
  return /\/ladder-dev-(.+?)(-migrate)?:\d+$/.exec(taskDefinition)?.[1] ?? "";
}

function readJson<Value>(file: string, fallback: Value): Value {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Value) : fallback;
}
