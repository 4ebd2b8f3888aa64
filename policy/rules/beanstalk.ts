import { each, list, type Resource, type Rule } from "../rule";

const environment = "aws:elasticbeanstalk/environment:Environment";
const logs = "aws:elasticbeanstalk:cloudwatch:logs";
const launch = "aws:autoscaling:launchconfiguration";
const secure = "aws:elbv2:listener:443";
/** Variables of containers: they would stand in the environment's configuration for everybody who may read it. */
const variables = /^aws:elasticbeanstalk:application:environment/;

/** Rules for environments of Elastic Beanstalk: what AWS makes for one is only seen in its options. */
export const beanstalkRules: readonly Rule[] = [
  each(
    environment,
    "CKV_AWS_312 ElasticBeanstalk.1",
    "environments report their health in detail",
    (one) => option(one, "aws:elasticbeanstalk:healthreporting:system", "SystemType") === "enhanced",
  ),
  each(
    environment,
    "CKV_AWS_340 ElasticBeanstalk.2",
    "AWS updates the platform of environments",
    (one) => option(one, "aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled") === "true",
  ),
  each(
    environment,
    "ElasticBeanstalk.3 CKV_AWS_66",
    "logs of environments are kept elsewhere, and not for ever",
    (one) =>
      option(one, logs, "StreamLogs") === "true" && Number(option(one, logs, "RetentionInDays") ?? 0) > 0,
  ),
  each(
    environment,
    "CKV_AWS_79 CKV_AWS_315 AutoScaling.3",
    "instances of environments come from a template that asks for tokens",
    (one) => option(one, launch, "DisableIMDSv1") === "true",
  ),
  each(
    environment,
    "EC2.18 CKV2_AWS_5",
    "environments use groups of ours only, and no key for SSH",
    (one) =>
      option(one, launch, "DisableDefaultEC2SecurityGroup") === "true" &&
      option(one, launch, "SecurityGroups") !== undefined &&
      option(one, launch, "EC2KeyName") === undefined &&
      option(one, launch, "SSHSourceRestriction") === undefined,
  ),
  each(
    environment,
    "CKV_AWS_103 CKV2_AWS_20 CKV2_AWS_74 ELB.1",
    "load balancers of environments speak TLS 1.2 or newer where there is a certificate",
    (one) =>
      option(one, secure, "SSLCertificateArns") === undefined ||
      (option(one, secure, "Protocol") === "HTTPS" &&
        /^ELBSecurityPolicy-TLS13-1-[23]-/.test(option(one, secure, "SSLPolicy") ?? "")),
  ),
  each(
    environment,
    "ladder-environment-secret",
    "no option of an environment holds a variable of an app",
    (one) => options(one).every(({ namespace, value }) => !variables.test(namespace) && value !== "[secret]"),
  ),
  each(environment, "ladder-environment-data", "no environment has a database that goes with it", (one) =>
    options(one).every(({ namespace }) => !namespace.startsWith("aws:rds:")),
  ),
];

interface Option {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

function options({ inputs }: Resource): readonly Option[] {
  return list(inputs["settings"] as readonly Option[] | undefined);
}

function option(one: Resource, namespace: string, name: string): string | undefined {
  return options(one).find((each) => each.namespace === namespace && each.name === name)?.value;
}
