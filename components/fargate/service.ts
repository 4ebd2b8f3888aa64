import type * as pulumi from "@pulumi/pulumi";
import * as ecs from "@pulumi/aws/ecs";
import type * as lb from "@pulumi/aws/lb";
import type * as servicediscovery from "@pulumi/aws/servicediscovery";
import type { ServicePlan } from "../../plan/fargate-types";
import type { AppPlan } from "../../plan/types";
import { tags } from "../tags";
import { containerName } from "./container";
import type { TaskNetwork } from "./task-network";

export interface ServiceArgs {
  readonly stack: string;
  readonly app: AppPlan;
  readonly plan: ServicePlan;
  readonly spotPercent: number;
  readonly cluster: pulumi.Output<string>;
  readonly taskDefinition: pulumi.Output<string>;
  readonly network: TaskNetwork;
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** Of a web app. */
  readonly target?: lb.TargetGroup;
  readonly name?: servicediscovery.Service;
}

/** Keeps the app's copies running and replaces them by new versions. */
export function createService(
  args: ServiceArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): ecs.Service {
  const { stack, app, plan, network } = args;
  return new ecs.Service(
    app.name,
    {
      cluster: args.cluster,
      taskDefinition: args.taskDefinition,
      desiredCount: app.scale.min,
      schedulingStrategy: "REPLICA",
      platformVersion: "LATEST",
      // A service without its own would copy the cluster's and differ from then on (hashicorp/terraform-provider-aws#44776).
      capacityProviderStrategies: strategies(args.spotPercent),
      // The provider wants it for a change of the strategies.
      forceNewDeployment: true,
      networkConfiguration: {
        subnets: [...network.subnetIds],
        securityGroups: [...args.securityGroupIds],
        assignPublicIp: network.assignPublicIp,
      },
      ...replacement(plan),
      // `up` looks by itself: the provider takes a roll-back for a success (pulumi/pulumi-aws#4487).
      waitForSteadyState: false,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      ...served(args),
      enableExecuteCommand: plan.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags: tags(stack, app.name),
    },
    {
      parent,
      dependsOn: [...after],
      // From then on scaling decides; every `up` would undo it.
      ignoreChanges: app.scale.max > app.scale.min ? ["desiredCount"] : [],
    },
  );
}

/** Copies that must not run side by side end before the new one starts; rebalancing would start a second one, too. */
function replacement({ replace }: ServicePlan) {
  const first = replace === "first";
  return {
    deploymentMinimumHealthyPercent: first ? 0 : 100,
    deploymentMaximumPercent: first ? 100 : 200,
    availabilityZoneRebalancing: first ? "DISABLED" : "ENABLED",
  };
}

function served({ app, plan, target, name }: ServiceArgs) {
  return {
    ...(target &&
      app.port !== undefined && {
        loadBalancers: [{ targetGroupArn: target.arn, containerName, containerPort: app.port }],
        healthCheckGracePeriodSeconds: plan.graceSeconds,
      }),
    ...(name && { serviceRegistries: { registryArn: name.arn } }),
  };
}

/** The first copy is on demand unless all are on Spot; the rest by share. A weight of 0 would place nothing. */
export function strategies(spotPercent: number) {
  const onDemand = { capacityProvider: "FARGATE", base: 1, weight: 100 - spotPercent };
  const spot = { capacityProvider: "FARGATE_SPOT", base: 0, weight: spotPercent };
  if (spotPercent === 0) return [{ ...onDemand, base: 0, weight: 1 }];
  if (spotPercent === 100) return [{ ...spot, weight: 1 }];
  return [onDemand, spot];
}
