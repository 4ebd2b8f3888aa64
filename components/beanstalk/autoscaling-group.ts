import type * as pulumi from "@pulumi/pulumi";
import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";

/** Name of the group of an environment's instances, which AWS makes with it. */
export function groupOf({ autoscalingGroups }: elasticbeanstalk.Environment): pulumi.Output<string> {
  return autoscalingGroups.apply(([group = ""]) => group);
}
