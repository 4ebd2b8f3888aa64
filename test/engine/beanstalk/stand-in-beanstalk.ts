import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCalls } from "../all-calls";

interface Memory {
  /** Version that every instance runs. */
  readonly serving: string;
  /** Version that Pulumi's provider asked for and that was taken or refused. */
  readonly judged: string;
  /** Whether a deployment was just started. */
  readonly updating: boolean;
}

const type = "aws:elasticbeanstalk/environment:Environment";

/**
 * Look-alike of Elastic Beanstalk for one deployment: knows the environment that the stand-in provider was told to make,
 * from its call log, and plays out what becomes of its versions. A refused one is not tried again by itself.
 */
export class StandInBeanstalk {
  constructor(
    private readonly folder: string,
    private readonly logFile: string,
  ) {}

  /** Whether new versions fail from now on, as AWS shows it: ready again, with the old version. */
  refuse(refuses: boolean): this {
    writeFileSync(join(this.folder, "refuses.json"), JSON.stringify(refuses));
    return this;
  }

  act(action: string, request: Readonly<Record<string, string>>): unknown {
    switch (action) {
      case "DescribeEnvironments":
        return { Environments: [this.describe()] };
      case "DescribeEnvironmentHealth":
        return { HealthStatus: "Ok", Color: "Green", Causes: [] };
      case "DescribeInstancesHealth": {
        const Deployment = { VersionLabel: this.memory().serving, Status: "Deployed" };
        return { InstanceHealthList: [{ InstanceId: "i-1", HealthStatus: "Ok", Causes: [], Deployment }] };
      }
      case "DescribeEvents":
        return { Events: [{ Message: "Failed to deploy application." }] };
      case "UpdateEnvironment":
        return this.deploy(request["VersionLabel"] ?? "");
      default:
        throw new Error(`the stand-in knows no ${action}`);
    }
  }

  private describe(): unknown {
    const memory = this.memory();
    const wanted = this.wanted();
    if (memory.judged !== wanted)
      this.remember({ ...memory, judged: wanted, serving: this.refuses() ? memory.serving : wanted });
    else if (memory.updating) this.remember({ ...memory, updating: false });
    const Status = memory.updating ? "Updating" : "Ready";
    return { EnvironmentId: "e-1", Status, VersionLabel: this.memory().serving };
  }

  private deploy(version: string): unknown {
    const { serving } = this.memory();
    this.remember({ judged: this.wanted(), serving: this.refuses() ? serving : version, updating: true });
    return { Status: "Updating" };
  }

  /** What the provider was told last. */
  private wanted(): string {
    const call = allCalls(this.folder, this.logFile).findLast(
      (one) => one.type === type && one.operation !== "delete" && one.failed === undefined,
    );
    return String(call?.inputs?.["version"]);
  }

  private refuses(): boolean {
    return readJson(join(this.folder, "refuses.json"), false);
  }

  private memory(): Memory {
    return readJson(join(this.folder, "versions.json"), { serving: "", judged: "", updating: false });
  }

  private remember(memory: Memory): void {
    writeFileSync(join(this.folder, "versions.json"), JSON.stringify(memory));
  }
}

function readJson<Value>(file: string, fallback: Value): Value {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Value) : fallback;
}
