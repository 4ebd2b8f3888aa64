import * as pulumi from "@pulumi/pulumi";
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

export interface RunningService {
  readonly service: ecs.Service;
  /** JSON of what makes ECS start a deployment when it changes, besides the task definition. */
  readonly shape: pulumi.Output<string>;
}

/** Keeps the app's copies running and replaces them by new versions. */
export function createService(
  args: ServiceArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Input<pulumi.Resource>[],
): RunningService {
  const { stack, app } = args;
  const shape = shapeOf(args);
  const desiredCount = app.scale.min;
  const scaled = app.scale.max > app.scale.min;
  const service = new ecs.Service(
    app.name,
    {
      cluster: args.cluster,
      taskDefinition: args.taskDefinition,
      desiredCount,
      ...shape,
      // The provider wants it for a change of the strategies; every change of the service but its tags is a deployment.
      forceNewDeployment: true,
      // `up` looks by itself: the provider takes a roll-back for a success (pulumi/pulumi-aws#4487).
      waitForSteadyState: false,
      tags: tags(stack, app.name),
    },
    {
      parent,
      dependsOn: [...after],
      // From then on scaling decides; every `up` would undo it.
      ignoreChanges: scaled ? ["desiredCount"] : [],
    },
  );
  return { service, shape: pulumi.jsonStringify(scaled ? shape : { ...shape, desiredCount }) };
}

function shapeOf(args: ServiceArgs) {
  const { plan, network } = args;
  return {
    schedulingStrategy: "REPLICA",
    platformVersion: "LATEST",
    // A service without its own would copy the cluster's and differ from then on (hashicorp/terraform-provider-aws#44776).
    capacityProviderStrategies: strategies(args.spotPercent),
    networkConfiguration: {
      subnets: [...network.subnetIds],
      securityGroups: [...args.securityGroupIds],
      assignPublicIp: network.assignPublicIp,
    },
    ...replacement(plan),
    deploymentCircuitBreaker: { enable: true, rollback: true },
    ...served(args),
    enableExecuteCommand: plan.exec,
    enableEcsManagedTags: true,
    propagateTags: "SERVICE",
  };
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
        // The load balancer asks copies that run under a changed path at once, and ECS would replace them for ever without
        // calling it a deployment: so it is one, which ends with healthy copies or fails.
        triggers: { health: app.health },
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
