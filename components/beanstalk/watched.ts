import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import type { Watched } from "../alerts/dimensions";

/** What alarms look at. AWS makes the group of instances and the load balancer with the environment. */
export function watchedEnvironment(
  { name, autoscalingGroups, loadBalancers }: elasticbeanstalk.Environment,
  balanced: boolean,
): Watched {
  return {
    environment: { EnvironmentName: name },
    instances: { AutoScalingGroupName: autoscalingGroups.apply(([group = ""]) => group) },
    ...(balanced && { balancer: { LoadBalancer: loadBalancers.apply(([arn = ""]) => balancerOf(arn)) } }),
  };
}

/** `arn:aws:…:loadbalancer/app/name/id` -> `app/name/id`, as its metrics call it. */
export function balancerOf(arn: string): string {
  return arn.replace(/^.*:loadbalancer\//, "");
}
