import { startBeanstalkApi, type BeanstalkApi } from "../../rig/apis/beanstalk-api";
import type { StandInBeanstalk } from "./beanstalk/stand-in-beanstalk";
import { startSystemsManager, type SystemsManager } from "../../rig/apis/systems-manager";
import type { StandInBox } from "./box/stand-in-box";
import { startContainerApis, type ContainerApis } from "../../rig/apis/container-apis";
import type { StandInEcs } from "./containers/stand-in-ecs";

/** What a deployment is, as AWS's own APIs show it. */
interface Look {
  readonly box: StandInBox;
  readonly ecs: StandInEcs;
  readonly beanstalk: StandInBeanstalk;
}

let started: Promise<AwsApis> | undefined;

/** Stand-ins for the APIs of AWS that Pulumi's process asks, for all deployments of this process. */
export class AwsApis {
  private constructor(
    private readonly systemsManager: SystemsManager,
    private readonly containers: ContainerApis,
    private readonly beanstalk: BeanstalkApi,
  ) {}

  static start(): Promise<AwsApis> {
    started ??= Promise.all([startSystemsManager(), startContainerApis(), startBeanstalkApi()]).then(
      (servers) => new AwsApis(...servers),
    );
    return started;
  }

  /** Variables that send AWS's clients here, under a path of the deployment's own. */
  endpoints(path: string, look: Look): Readonly<Record<string, string>> {
    const containers = this.containers.endpoint(path, look.ecs);
    return {
      AWS_ENDPOINT_URL_SSM: this.systemsManager.endpoint(path, look),
      AWS_ENDPOINT_URL_ECS: containers,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: containers,
      AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: this.beanstalk.endpoint(path, look.beanstalk),
    };
  }
}
