import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import type { BeanstalkPlan } from "../../plan/beanstalk-types";
import type { Sleeper } from "../schedule/sleeper";
import { groupOf } from "./autoscaling-group";

/** How a schedule stops an environment: by the sizes of its group of instances. */
export function sleepingEnvironment(
  { min, max }: BeanstalkPlan,
  environment: elasticbeanstalk.Environment,
): Sleeper {
  const { arn, name } = environment;
  return { kind: "environment", arn, name, group: groupOf(environment), size: { min, max } };
}
