import { each, records, type Resource, type Rule } from "../rule";

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
    {
      id: "CKV_AWS_312 ElasticBeanstalk.1",
      title: "environments report their health in detail",
      reason:
        "Basic health says up or down, not why, and an update cannot tell whether the new version answers.",
      remedy: "Set SystemType to enhanced.",
    },
    (one) => option(one, "aws:elasticbeanstalk:healthreporting:system", "SystemType") === "enhanced",
  ),
  each(
    environment,
    {
      id: "CKV_AWS_340 ElasticBeanstalk.2",
      title: "AWS updates the platform of environments",
      reason: "Holes in the platform would stay open until somebody notices.",
      remedy: "Set ManagedActionsEnabled to true.",
    },
    (one) => option(one, "aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled") === "true",
  ),
  each(
    environment,
    {
      id: "ElasticBeanstalk.3 CKV_AWS_66",
      title: "logs of environments are kept elsewhere, and not for ever",
      reason: "Logs on an instance are gone with it; logs without an end are billed for ever.",
      remedy: "Set StreamLogs to true and RetentionInDays.",
    },
    (one) =>
      option(one, logs, "StreamLogs") === "true" && Number(option(one, logs, "RetentionInDays") ?? 0) > 0,
  ),
  each(
    environment,
    {
      id: "CKV_AWS_79 CKV_AWS_315 AutoScaling.3",
      title: "instances of environments come from a template that asks for tokens",
      reason: "Without tokens, an app that can be made to fetch an address hands out the role's credentials.",
      remedy: "Set DisableIMDSv1 to true.",
    },
    (one) => option(one, launch, "DisableIMDSv1") === "true",
  ),
  each(
    environment,
    {
      id: "EC2.18 CKV2_AWS_5",
      title: "environments use groups of ours only, and no key for SSH",
      reason: "The group that AWS makes opens SSH and HTTP to the world.",
      remedy:
        "Set DisableDefaultEC2SecurityGroup and SecurityGroups; leave EC2KeyName and SSHSourceRestriction out.",
    },
    (one) =>
      option(one, launch, "DisableDefaultEC2SecurityGroup") === "true" &&
      option(one, launch, "SecurityGroups") !== undefined &&
      option(one, launch, "EC2KeyName") === undefined &&
      option(one, launch, "SSHSourceRestriction") === undefined,
  ),
  each(
    environment,
    {
      id: "CKV_AWS_103 CKV2_AWS_20 CKV2_AWS_74 ELB.1",
      title: "load balancers of environments speak TLS 1.2 or newer where there is a certificate",
      reason: "Older versions are broken, and so is a certificate on plain HTTP.",
      remedy: "Set Protocol to HTTPS and SSLPolicy to one of ELBSecurityPolicy-TLS13-1-2 or -1-3.",
    },
    (one) =>
      option(one, secure, "SSLCertificateArns") === undefined ||
      (option(one, secure, "Protocol") === "HTTPS" &&
        /^ELBSecurityPolicy-TLS13-1-[23]-/.test(option(one, secure, "SSLPolicy") ?? "")),
  ),
  each(
    environment,
    {
      id: "ladder-environment-secret",
      title: "no option of an environment holds a variable of an app",
      reason: "Everybody who may describe the environment can read its options.",
      remedy: "Put it into the bundle's encrypted parameters.",
      source: "docs/decisions/beanstalk.md",
    },
    (one) =>
      options(one).every(({ namespace, value }) => isNoneOf(namespace, variables) && value !== "[secret]"),
  ),
  each(
    environment,
    {
      id: "ladder-environment-data",
      title: "no environment has a database that goes with it",
      reason: "The database would be deleted together with the environment.",
      remedy: "Make an RDS instance at the stack's root.",
      source: "docs/decisions/state-at-the-root.md",
    },
    (one) => options(one).every(({ namespace }) => isNoneOf(namespace, /^aws:rds:/)),
  ),
];

interface Option {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

/** A namespace that cannot be read may be any: an option with a secret in it can make all of them one secret. */
function isNoneOf(namespace: string | undefined, refused: RegExp): boolean {
  return namespace !== undefined && !refused.test(namespace);
}

function options({ inputs }: Resource): readonly Partial<Option>[] {
  return records<Option>(inputs["settings"]);
}

function option(one: Resource, namespace: string, name: string): string | undefined {
  return options(one).find((each) => each.namespace === namespace && each.name === name)?.value;
}
