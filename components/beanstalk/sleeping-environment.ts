import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import type { BeanstalkPlan } from "../../plan/beanstalk-types";
import type { Sleeper } from "../schedule/sleeper";

/** How a schedule stops an environment: by the sizes of its group of instances. */
export function sleepingEnvironment(
  { min, max }: BeanstalkPlan,
  { arn, name, autoscalingGroups }: elasticbeanstalk.Environment,
): Sleeper {
  const group = autoscalingGroups.apply(([first = ""]) => first);
  return { kind: "environment", arn, name, group, size: { min, max } };
}
