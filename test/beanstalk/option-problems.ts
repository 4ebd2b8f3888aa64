import known from "./options.json";

export interface Option {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

interface Rule {
  readonly values?: readonly string[];
  readonly range?: readonly number[];
  readonly pattern?: string;
}

const rules: Readonly<Record<string, Readonly<Record<string, Rule>>>> = known.options;

/** What AWS would refuse, or would not keep, of an environment's options; values that are references are left alone. */
export function optionProblems(options: readonly Option[]): readonly string[] {
  const value = (namespace: string, name: string) =>
    options.find((one) => one.namespace === namespace && one.name === name)?.value;
  const single = value("aws:elasticbeanstalk:environment", "EnvironmentType") === "SingleInstance";
  const names = options.map(({ namespace, name }) => `${namespace} ${name}`);
  return [
    ...options.flatMap((one) => problemsOf(one, single)),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name}: twice`),
    ...combinations(value, single),
  ];
}

function problemsOf({ namespace, name, value }: Option, single: boolean): readonly string[] {
  const rule = rules[namespace]?.[name];
  const what = `${namespace} ${name}`;
  if (!rule) return [`${what}: unknown configuration setting`];
  const { balancedOnly, singleOnly } = known;
  const elsewhere = single
    ? balancedOnly.namespaces.includes(namespace) || balancedOnly.options.includes(what)
    : singleOnly.namespaces.includes(namespace);
  if (elsewhere) return [`${what}: not of this kind of environment`];
  return value.includes("${urn:") || fits(value, rule) ? [] : [`${what}: not allowed: ${value}`];
}

function fits(value: string, { values, range, pattern }: Rule): boolean {
  const [least = -Infinity, most = Infinity] = range ?? [];
  return (
    (values === undefined || values.includes(value)) &&
    (range === undefined || (/^[0-9]+$/.test(value) && Number(value) >= least && Number(value) <= most)) &&
    (pattern === undefined || new RegExp(pattern).test(value))
  );
}

type ValueOf = (namespace: string, name: string) => string | undefined;

/** What AWS checks between options, with the defaults for those that are not set. */
function combinations(value: ValueOf, single: boolean): readonly string[] {
  const asg = (name: string, fallback: number) => Number(value("aws:autoscaling:asg", name) ?? fallback);
  const rolling = (name: string) => value("aws:autoscaling:updatepolicy:rollingupdate", name);
  const policy = value("aws:elasticbeanstalk:command", "DeploymentPolicy") ?? "AllAtOnce";
  const managed = value("aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled") === "true";
  const trigger = (name: string) => Number(value("aws:autoscaling:trigger", name));
  const balancer = value("aws:elbv2:loadbalancer", "SecurityGroups");
  const checks: readonly (readonly [string, boolean])[] = [
    ["MinSize is above MaxSize", asg("MinSize", 1) > asg("MaxSize", 4)],
    [
      "MinInstancesInService leaves nothing to replace",
      Number(rolling("MinInstancesInService") ?? 0) >= asg("MaxSize", 4),
    ],
    [
      "an immutable version needs immutable machines",
      policy === "Immutable" && rolling("RollingUpdateType") !== "Immutable",
    ],
    [
      "a single instance knows AllAtOnce and Immutable",
      single && !["AllAtOnce", "Immutable"].includes(policy),
    ],
    ["managed updates need a time, a level and enhanced health", managed && !managedComplete(value)],
    [
      "BreachDuration is not Period x EvaluationPeriods",
      trigger("BreachDuration") !== trigger("Period") * trigger("EvaluationPeriods") && !single,
    ],
    [
      "without the default group, groups are needed",
      !hasGroups(value) || (!single && balancer === undefined),
    ],
    [
      "a listener with HTTPS needs a certificate",
      value("aws:elbv2:listener:443", "Protocol") === "HTTPS" &&
        value("aws:elbv2:listener:443", "SSLCertificateArns") === undefined,
    ],
    [
      "the load balancer would be a classic one",
      !single && value("aws:elasticbeanstalk:environment", "LoadBalancerType") !== "application",
    ],
  ];
  return checks.filter(([, broken]) => broken).map(([problem]) => problem);
}

function managedComplete(value: ValueOf): boolean {
  return (
    value("aws:elasticbeanstalk:managedactions", "PreferredStartTime") !== undefined &&
    value("aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel") !== undefined &&
    value("aws:elasticbeanstalk:healthreporting:system", "SystemType") === "enhanced"
  );
}

function hasGroups(value: ValueOf): boolean {
  const own = "aws:autoscaling:launchconfiguration";
  return (
    value(own, "DisableDefaultEC2SecurityGroup") !== "true" || value(own, "SecurityGroups") !== undefined
  );
}
