import * as pulumi from "@pulumi/pulumi";
import * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import { sortedOptions } from "../../plan/beanstalk-options";
import type { BeanstalkPlan } from "../../plan/beanstalk-types";
import { newestDockerPlatform } from "../look-ups";
import { tags } from "../tags";
import type { Application } from "./application";
import type { Groups } from "./groups";

export interface EnvironmentArgs {
  readonly stack: string;
  readonly plan: BeanstalkPlan;
  readonly application: Application;
  readonly version: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly groups: Groups;
  /** Name, not ARN: AWS answers with the name (hashicorp/terraform-provider-aws#1471). */
  readonly instanceProfile: pulumi.Output<string>;
  readonly certificateArn?: pulumi.Output<string>;
}

/**
 * The environment: instances, and a load balancer for several. The two kinds have different logical names, because AWS
 * cannot turn one into the other: the new one is made beside the old one, which goes when names point at the new one.
 */
export function createEnvironment(
  args: EnvironmentArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Input<pulumi.Resource>[],
): elasticbeanstalk.Environment {
  const { stack, plan, application } = args;
  const name = plan.balanced ? "balanced" : "single";
  return new elasticbeanstalk.Environment(
    name,
    {
      name: plan.environment,
      application: application.name,
      description: `Ladder stack ${stack}`,
      tier: "WebServer",
      version: args.version,
      solutionStackName: newestDockerPlatform(),
      settings: settingsOf(args),
      waitForReadyTimeout: `${plan.readyMinutes}m`,
      tags: tags(stack, name),
    },
    {
      parent,
      // AWS updates the platform in the window; a changed look-up may neither pull it back nor change it in between.
      ignoreChanges: ["solutionStackName"],
      dependsOn: [...application.ready, ...after],
    },
  );
}

/** The plan's options and those whose values only AWS knows. */
function settingsOf(args: EnvironmentArgs) {
  const { plan, groups } = args;
  const subnets = list(args.subnetIds);
  return [
    ...sortedOptions<Setting>([
      ...plan.options,
      setting("aws:elasticbeanstalk:environment", "ServiceRole", args.application.serviceRoleArn),
      setting("aws:ec2:vpc", "VPCId", args.vpcId),
      setting("aws:ec2:vpc", "Subnets", subnets),
      setting("aws:autoscaling:launchconfiguration", "IamInstanceProfile", args.instanceProfile),
      setting("aws:autoscaling:launchconfiguration", "SecurityGroups", groups.instances),
      ...(groups.balancer
        ? [
            setting("aws:ec2:vpc", "ELBSubnets", subnets),
            setting("aws:elbv2:loadbalancer", "SecurityGroups", groups.balancer),
            setting("aws:elbv2:loadbalancer", "ManagedSecurityGroup", groups.balancer),
          ]
        : []),
      ...(args.certificateArn
        ? [setting("aws:elbv2:listener:443", "SSLCertificateArns", args.certificateArn)]
        : []),
    ]),
  ];
}

interface Setting {
  readonly namespace: string;
  readonly name: string;
  readonly value: pulumi.Input<string>;
}

function setting(namespace: string, name: string, value: pulumi.Input<string>): Setting {
  return { namespace, name, value };
}

/** Sorted, as the provider does it. */
function list(ids: readonly pulumi.Output<string>[]): pulumi.Output<string> {
  return pulumi.all([...ids]).apply((all) => all.toSorted().join(","));
}
