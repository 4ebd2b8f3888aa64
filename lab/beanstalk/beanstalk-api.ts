import type { Beanstalk } from "./beanstalk";
import type { Environment } from "./environment";
import type { LabInstance } from "./instance";

type Request = Readonly<Record<string, string>>;

/** The actions of Elastic Beanstalk that a deployment asks for. */
export class BeanstalkActions {
  constructor(private readonly beanstalk: Beanstalk) {}

  act(action: string, request: Request): unknown {
    const id = request["EnvironmentId"] ?? request["EnvironmentIds.member.1"] ?? "";
    const environment = this.beanstalk.environment(id);
    switch (action) {
      case "DescribeEnvironments":
        return { Environments: [described(id, environment)] };
      case "DescribeEnvironmentHealth":
        return this.health(id, environment);
      case "DescribeInstancesHealth":
        return {
          InstanceHealthList: environment.instances.map((one) => instanceOf(one, this.healthOf(id, one))),
        };
      case "DescribeEvents":
        return { Events: environment.events.map((Message) => ({ Message })) };
      case "UpdateEnvironment":
        void this.beanstalk.deploy(id, request["VersionLabel"] ?? "");
        return { Status: "Updating" };
      default:
        throw new Error(`the lab's Elastic Beanstalk knows no ${action}`);
    }
  }

  private health(id: string, environment: Environment): object {
    const ill = environment.instances.filter((one) => this.healthOf(id, one) !== "Ok");
    const [first] = ill;
    return {
      HealthStatus: first ? this.healthOf(id, first) : "Ok",
      Color: first ? "Red" : "Green",
      Causes: ill.flatMap(({ cause }) => (cause === "" ? [] : [cause])),
    };
  }

  private healthOf(id: string, instance: LabInstance): string {
    return this.beanstalk.healthOf(id, instance);
  }
}

function described(EnvironmentId: string, { status, version }: Environment): object {
  return { EnvironmentId, Status: status, VersionLabel: version };
}

function instanceOf({ name, cause, deployment }: LabInstance, HealthStatus: string): object {
  return {
    ...{ InstanceId: name, HealthStatus },
    Causes: cause === "" ? [] : [cause],
    ...(deployment && { Deployment: { VersionLabel: deployment.version, Status: deployment.state } }),
  };
}
