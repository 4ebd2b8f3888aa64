import * as pulumi from "@pulumi/pulumi";
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import type * as ecs from "@pulumi/aws/ecs";
import type * as lb from "@pulumi/aws/lb";
import type { AppPlan } from "../../plan/types";
import { tags } from "../tags";
import type { LoadBalancer } from "./load-balancer";

/** Quick to add copies, slow to take them away. */
const cooldown = { scaleOutCooldown: 60, scaleInCooldown: 300 } as const;

export interface ScalingArgs {
  readonly stack: string;
  readonly app: AppPlan;
  readonly clusterName: pulumi.Output<string>;
  readonly service: ecs.Service;
  /** Of a web app: what its requests are counted by. */
  readonly web?: { readonly balancer: LoadBalancer; readonly target: lb.TargetGroup };
}

/** Adds and removes copies to hold the app's CPU and, when wanted, requests per copy; AWS makes the alarms behind it, and bills those beyond the account's free ones. */
export function createScaling(args: ScalingArgs, parent: pulumi.Resource): void {
  const { stack, app, clusterName, service, web } = args;
  const { min, max, cpuPercent, requestsPerMinute } = app.scale;
  const target = new appautoscaling.Target(
    app.name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${clusterName}/${service.name}`,
      minCapacity: min,
      maxCapacity: max,
      tags: tags(stack, app.name),
    },
    { parent },
  );
  policy(target, `${app.name}.cpu`, { metric: "ECSServiceAverageCPUUtilization", value: cpuPercent }, parent);
  if (requestsPerMinute === undefined || !web) return;
  const label = pulumi.interpolate`${web.balancer.arnSuffix}/${web.target.arnSuffix}`;
  const goal = { metric: "ALBRequestCountPerTarget", value: requestsPerMinute, label };
  policy(target, `${app.name}.requests`, goal, parent);
}

function policy(
  target: appautoscaling.Target,
  name: string,
  goal: { readonly metric: string; readonly value: number; readonly label?: pulumi.Output<string> },
  parent: pulumi.Resource,
): void {
  new appautoscaling.Policy(
    name,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: {
          predefinedMetricType: goal.metric,
          ...(goal.label && { resourceLabel: goal.label }),
        },
        targetValue: goal.value,
        ...cooldown,
      },
    },
    { parent },
  );
}
