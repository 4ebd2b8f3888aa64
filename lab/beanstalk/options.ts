import type { HealthCheck } from "../balancer/target-group";
import type { BeanstalkOption } from "../../plan/beanstalk-types";
import limits from "../limits.json";
import type { Properties } from "../../rig/provider/difference";

/** What an environment's options ask for, as far as the lab imitates them. */
export interface EnvironmentWish {
  /** How many instances there are; a load balancer stands before them, or there is one. */
  readonly size: number;
  readonly balancer?: {
    /** `address:port` behind the load balancer. */
    readonly port: number;
    readonly healthCheck: HealthCheck;
    readonly drainSeconds: number;
    readonly listeners: readonly { readonly port: number; readonly protocol: string }[];
  };
}

const environment = "aws:elasticbeanstalk:environment";
const command = "aws:elasticbeanstalk:command";
const group = "aws:autoscaling:asg";
const process = "aws:elasticbeanstalk:environment:process:default";
const listeners = { "aws:elbv2:listener:default": 80, "aws:elbv2:listener:443": 443 } as const;

/** `namespace name` of options that have an effect; a list says which values. */
const imitated: Readonly<Record<string, readonly string[] | undefined>> = {
  [`${group} MinSize`]: undefined,
  [`${environment} EnvironmentType`]: ["SingleInstance", "LoadBalanced"],
  [`${environment} LoadBalancerType`]: ["application"],
  [`${command} DeploymentPolicy`]: ["AllAtOnce", "RollingWithAdditionalBatch"],
  [`${command} BatchSizeType`]: ["Fixed"],
  [`${command} BatchSize`]: ["1"],
  [`${process} Port`]: undefined,
  [`${process} Protocol`]: ["HTTP"],
  [`${process} HealthCheckPath`]: undefined,
  [`${process} MatcherHTTPCode`]: undefined,
  [`${process} HealthCheckInterval`]: undefined,
  [`${process} HealthCheckTimeout`]: undefined,
  [`${process} HealthyThresholdCount`]: undefined,
  [`${process} UnhealthyThresholdCount`]: undefined,
  [`${process} DeregistrationDelay`]: undefined,
  ...Object.fromEntries(
    Object.keys(listeners).flatMap((namespace) => [
      [`${namespace} ListenerEnabled`, ["true"]],
      [`${namespace} Protocol`, ["HTTP", "HTTPS"]],
      [`${namespace} DefaultProcess`, ["default"]],
    ]),
  ),
};

const recorded: Readonly<Record<string, string>> = limits.options;

/** Options that the lab neither imitates nor records, or not with that value. */
export function optionProblem(inputs: Properties): string | undefined {
  const unknown = optionsOf(inputs).filter(({ namespace, name, value }) => {
    const key = `${namespace} ${name}`;
    if (key in imitated) return imitated[key]?.includes(value) === false;
    return recorded[key] === undefined && recorded[namespace] === undefined;
  });
  if (unknown.length === 0) return undefined;
  const names = unknown.map(({ namespace, name, value }) => `${namespace} ${name}=${value}`);
  return `the lab does not imitate the options ${names.join(", ")}`;
}

/** Whether an option has an effect. */
export function imitatesOption(key: string): boolean {
  return key in imitated;
}

export function wishOf(inputs: Properties): EnvironmentWish {
  const values = new Map(
    optionsOf(inputs).map(({ namespace, name, value }) => [`${namespace} ${name}`, value]),
  );
  const valueOf = (namespace: string, name: string) => values.get(`${namespace} ${name}`) ?? "";
  const numberOf = (name: string) => Number(valueOf(process, name));
  const size = Number(valueOf(group, "MinSize"));
  if (valueOf(environment, "EnvironmentType") === "SingleInstance") return { size };
  return {
    size,
    balancer: {
      port: numberOf("Port"),
      healthCheck: {
        path: valueOf(process, "HealthCheckPath"),
        matcher: valueOf(process, "MatcherHTTPCode"),
        interval: numberOf("HealthCheckInterval"),
        timeout: numberOf("HealthCheckTimeout"),
        healthyThreshold: numberOf("HealthyThresholdCount"),
        unhealthyThreshold: numberOf("UnhealthyThresholdCount"),
      },
      drainSeconds: numberOf("DeregistrationDelay"),
      listeners: Object.entries(listeners).flatMap(([namespace, port]) =>
        valueOf(namespace, "ListenerEnabled") === "true"
          ? [{ port, protocol: valueOf(namespace, "Protocol") }]
          : [],
      ),
    },
  };
}

function optionsOf(inputs: Properties): readonly BeanstalkOption[] {
  return (inputs["settings"] ?? []) as readonly BeanstalkOption[];
}
