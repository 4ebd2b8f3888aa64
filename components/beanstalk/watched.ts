import * as pulumi from "@pulumi/pulumi";
import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import type { Watched } from "../alerts/dimensions";
import type { Plan } from "../../plan/types";
import { groupOf } from "./autoscaling-group";

/** What alarms look at. AWS makes the group of instances and the load balancer with the environment. */
export function watchedEnvironment(
  { stack, beanstalk }: Plan,
  environment: elasticbeanstalk.Environment,
): Watched {
  const { name, loadBalancers } = environment;
  return {
    environment: { EnvironmentName: name },
    instances: { AutoScalingGroupName: groupOf(environment) },
    stack: { Stack: pulumi.output(stack) },
    ...(beanstalk?.balanced && {
      balancer: { LoadBalancer: loadBalancers.apply(([arn = ""]) => balancerOf(arn)) },
    }),
  };
}

/** `arn:aws:…:loadbalancer/app/name/id` -> `app/name/id`, as its metrics call it. */
export function balancerOf(arn: string): string {
  return arn.replace(/^.*:loadbalancer\//, "");
}
