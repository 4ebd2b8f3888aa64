import type { Settings } from "../settings/schema";
import { healthPath } from "./health-path";
import type { BeanstalkOption } from "./beanstalk-types";

/** TLS 1.3 and 1.2, with key exchange that quantum computers do not break. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** What an instance may take for a deployment, in seconds: images are pulled, databases migrated. AWS takes no more. */
export const commandSeconds = 3600;

/** AWS's own role, which it makes by itself; ours would need nearly all rights of the account. docs/decisions/beanstalk.md */
const managedUpdatesRole = "AWSServiceRoleForElasticBeanstalkManagedUpdates";

type Namespaces = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface OptionNeeds extends Readonly<Settings["beanstalk"]> {
  readonly balanced: boolean;
  /** Whether the load balancer has a certificate. */
  readonly secure: boolean;
  /** How long open requests may finish. */
  readonly drainSeconds: number;
}

/**
 * The environment's options that the settings alone decide. An option that this kind of environment does not have would be
 * a difference in every preview (cloudposse/terraform-aws-elastic-beanstalk-environment#114).
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
export function beanstalkOptions(needs: OptionNeeds): readonly BeanstalkOption[] {
  return sortedOptions([
    ...optionsOf(everywhere(needs)),
    ...optionsOf(needs.balanced ? balancedOnly(needs) : singleOnly(needs)),
  ]);
}

/** The order that AWS and Pulumi's state keep no memory of. */
export function sortedOptions<Option extends Pick<BeanstalkOption, "namespace" | "name">>(
  options: readonly Option[],
): readonly Option[] {
  const key = ({ namespace, name }: Option) => `${namespace} ${name}`;
  return options.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

function everywhere({ instance, rootGb, platformUpdates, logDays, ...needs }: OptionNeeds): Namespaces {
  return {
    "aws:elasticbeanstalk:environment": {
      EnvironmentType: needs.balanced ? "LoadBalanced" : "SingleInstance",
    },
    // Without NAT, an instance needs an address to be reached by AWS; a single one is given the environment's later.
    "aws:ec2:vpc": { AssociatePublicIpAddress: "true" },
    "aws:ec2:instances": { InstanceTypes: instance, SupportedArchitectures: "arm64" },
    // These two make AWS use a launch template: new accounts have no launch configurations (elastic-beanstalk-roadmap#271).
    "aws:autoscaling:launchconfiguration": {
      DisableIMDSv1: "true",
      RootVolumeType: "gp3",
      RootVolumeSize: String(rootGb),
      DisableDefaultEC2SecurityGroup: "true",
    },
    "aws:elasticbeanstalk:healthreporting:system": { SystemType: "enhanced" },
    "aws:elasticbeanstalk:command": { Timeout: String(commandSeconds), ...deployment(needs) },
    "aws:elasticbeanstalk:managedactions": {
      ManagedActionsEnabled: "true",
      PreferredStartTime: platformUpdates,
      ServiceRoleForManagedUpdates: managedUpdatesRole,
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": { UpdateLevel: "minor" },
    "aws:elasticbeanstalk:cloudwatch:logs": {
      StreamLogs: "true",
      RetentionInDays: String(logDays),
      DeleteOnTerminate: "false",
    },
  };
}

/**
 * Where several instances serve, one more is started first, so that none is missing. A single one knows two policies.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 */
function deployment({
  balanced,
  updates,
}: Pick<OptionNeeds, "balanced" | "updates">): Readonly<Record<string, string>> {
  if (updates === "immutable") return { DeploymentPolicy: "Immutable" };
  if (!balanced) return { DeploymentPolicy: "AllAtOnce" };
  return { DeploymentPolicy: "RollingWithAdditionalBatch", BatchSizeType: "Fixed", BatchSize: "1" };
}

/** Changed machines have to come the same way as changed versions (elastic-beanstalk-roadmap#351). */
const immutableMachines: Namespaces = {
  "aws:autoscaling:updatepolicy:rollingupdate": {
    RollingUpdateEnabled: "true",
    RollingUpdateType: "Immutable",
  },
};

function singleOnly({ updates }: OptionNeeds): Namespaces {
  return {
    "aws:autoscaling:asg": { MinSize: "1", MaxSize: "1" },
    "aws:elasticbeanstalk:application": { "Application Healthcheck URL": healthPath },
    ...(updates === "immutable" && immutableMachines),
  };
}

function balancedOnly(needs: OptionNeeds): Namespaces {
  const { min, max, updates } = needs;
  return {
    "aws:elasticbeanstalk:environment": { LoadBalancerType: "application" },
    "aws:ec2:vpc": { ELBScheme: "public" },
    "aws:autoscaling:asg": { MinSize: String(min), MaxSize: String(max) },
    "aws:autoscaling:trigger": scaling,
    ...(updates === "immutable" ? immutableMachines : rollingMachines(min, max)),
    "aws:elasticbeanstalk:environment:process:default": process(needs),
    ...listeners(needs),
    "aws:elbv2:loadbalancer": { IdleTimeout: "60" },
  };
}

/** AWS refuses a minimum in service that leaves nothing to replace. */
function rollingMachines(min: number, max: number): Namespaces {
  return {
    "aws:autoscaling:updatepolicy:rollingupdate": {
      RollingUpdateEnabled: "true",
      RollingUpdateType: "Health",
      MaxBatchSize: "1",
      MinInstancesInService: String(Math.min(min, max - 1)),
    },
  };
}

/**
 * The defaults look at bytes sent. In minutes, BreachDuration = Period x EvaluationPeriods; a shorter period would look for
 * figures that AWS takes every five minutes, unless each is paid for.
 */
const scaling = {
  MeasureName: "CPUUtilization",
  Statistic: "Average",
  Unit: "Percent",
  Period: "5",
  EvaluationPeriods: "1",
  BreachDuration: "5",
  UpperThreshold: "70",
  UpperBreachScaleIncrement: "1",
  LowerThreshold: "30",
  LowerBreachScaleIncrement: "-1",
} as const;

function process({ drainSeconds }: OptionNeeds) {
  return {
    Port: "80",
    Protocol: "HTTP",
    HealthCheckPath: healthPath,
    MatcherHTTPCode: "200",
    HealthCheckInterval: "10",
    HealthCheckTimeout: "5",
    HealthyThresholdCount: "2",
    UnhealthyThresholdCount: "3",
    DeregistrationDelay: String(drainSeconds),
  };
}

/** Plain HTTP is redirected by the edge on the instance: AWS has no option for it. */
function listeners({ secure }: OptionNeeds): Namespaces {
  return {
    "aws:elbv2:listener:default": { ListenerEnabled: "true", Protocol: "HTTP", DefaultProcess: "default" },
    ...(secure && {
      "aws:elbv2:listener:443": {
        ListenerEnabled: "true",
        Protocol: "HTTPS",
        SSLPolicy: tlsPolicy,
        DefaultProcess: "default",
      },
    }),
  };
}

function optionsOf(namespaces: Namespaces): readonly BeanstalkOption[] {
  return Object.entries(namespaces).flatMap(([namespace, options]) =>
    Object.entries(options).map(([name, value]) => ({ namespace, name, value })),
  );
}
