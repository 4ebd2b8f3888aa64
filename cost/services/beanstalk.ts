import type { Inputs } from "../inputs";
import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import type { Counts } from "./autoscaling";
import { egressLines } from "./egress";
import { logLines } from "./cloudwatch";
import { applicationLines } from "./elb";
import { capacityLines } from "./instance-hours";
import { type Addresses, publicIpv4 } from "./public-ipv4";
import { runningHours } from "./running-hours";
import { diskLines } from "./storage";

const SUBNET = "aws:ec2/subnet:Subnet";
const TEMPLATE = "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate";
const DEFAULT_MAXIMUM = 4;
const ROOT_GB = 10;
const LEAST_ZONES = 2;
/** The platform's own. */
const RETENTION_DAYS = 7;
const BALANCER_SUBNETS = "aws:ec2:vpc/ELBSubnets";

export const beanstalk: PricerTable = {
  "aws:elasticbeanstalk/environment:Environment": environment,
};

/** The instances, disks, addresses, logs and load balancer that the environment makes; it costs nothing itself. */
function environment(sheet: Sheet): void {
  const options = optionsOf(sheet);
  if (options.flag("aws:ec2:instances/EnableSpot") === true)
    throw new MissingInput("no price for Spot instances");
  if (options.has("aws:rds:dbinstance/DBInstanceClass")) {
    throw new MissingInput("a database inside the environment is not priced: it would be deleted with it");
  }
  const single = options.text("aws:elasticbeanstalk:environment/EnvironmentType") === "SingleInstance";
  const counts: Counts = single ? { count: 1 } : groupSize(options);
  // AWS launches them so, and an environment has no option for it: ../../plan/notes.ts says it to our own users.
  capacityLines(sheet, { ...counts, instanceType: typeOf(options), credits: "unlimited" });
  rootDisk(sheet, options, counts);
  instanceAddresses(sheet, options, single, counts);
  if (!single) balancer(sheet, options);
  logs(sheet, options);
  egressLines(sheet);
}

/**
 * The options as arguments named `namespace/name`, so that only those that are priced need to be known. The
 * environment's own win over its template's; `allSettings` of a deployed one fill the gaps.
 */
function optionsOf(sheet: Sheet): Inputs {
  const templates = sheet.referenced("templateName", TEMPLATE).slice(0, 1);
  const deployed = listed(sheet.inputs, "allSettings");
  const stated = [...templates.map((template) => sheet.inputsOf(template)), sheet.inputs]
    // An encrypted list is whole in the other one.
    .filter((inputs) => deployed.length === 0 || !inputs.isEncrypted("settings"))
    .flatMap((inputs) => listed(inputs, "settings"));
  const values = new Map([...deployed, ...stated].map(optionOf));
  return sheet.inputs.from(Object.fromEntries([...values].filter(([, value]) => value !== "")));
}

function listed(inputs: Inputs, name: string): Inputs[] {
  return inputs.has(name) ? inputs.blocks(name) : [];
}

function optionOf(option: Inputs): [string, unknown] {
  return [`${option.needText("namespace")}/${option.needText("name")}`, option.value("value")];
}

function groupSize(options: Inputs): Counts {
  const size = (name: string, fallback: number) => options.number(`aws:autoscaling:asg/${name}`) ?? fallback;
  return { count: size("MinSize", 1), maximum: size("MaxSize", DEFAULT_MAXIMUM) };
}

function typeOf(options: Inputs): string {
  const types = options.text("aws:ec2:instances/InstanceTypes");
  const [first] = (types ?? options.text("aws:autoscaling:launchconfiguration/InstanceType") ?? "").split(
    ",",
  );
  if (first === undefined || first.trim() === "") throw new MissingInput("InstanceTypes is not set");
  return first.trim();
}

function rootDisk(sheet: Sheet, options: Inputs, counts: Counts): void {
  const option = (name: string) => `aws:autoscaling:launchconfiguration/${name}`;
  const size = options.number(option("RootVolumeSize"));
  diskLines(sheet, {
    ...counts,
    name: "Root disk",
    volumeType: options.text(option("RootVolumeType")) ?? "gp3",
    sizeGb: size ?? ROOT_GB,
    iops: options.number(option("RootVolumeIOPS")) ?? 0,
    throughput: options.number(option("RootVolumeThroughput")) ?? 0,
    ...(size === undefined && { assumption: `${ROOT_GB} GB, the platform's default` }),
  });
}

// A single instance always has an Elastic IP; others have an address when they are told to.
function instanceAddresses(sheet: Sheet, options: Inputs, single: boolean, counts: Counts): void {
  if (single) publicIpv4(sheet, counts);
  else if (options.flag("aws:ec2:vpc/AssociatePublicIpAddress") === true) {
    const { value: hours, assumption } = runningHours(sheet);
    publicIpv4(sheet, { ...counts, hours, assumption });
  }
}

function balancer(sheet: Sheet, options: Inputs): void {
  const option = (name: string) => `aws:elasticbeanstalk:environment/${name}`;
  if (options.flag(option("LoadBalancerIsShared")) === true) return;
  const kind = options.text(option("LoadBalancerType")) ?? "classic";
  if (kind !== "application") throw new MissingInput(`no price for a ${kind} load balancer`);
  applicationLines(sheet);
  if (options.text("aws:ec2:vpc/ELBScheme") !== "internal")
    publicIpv4(sheet, balancerAddresses(sheet, options));
}

/** What instances stream to groups that the environment makes. */
function logs(sheet: Sheet, options: Inputs): void {
  const option = (name: string) => `aws:elasticbeanstalk:cloudwatch:logs/${name}`;
  if (options.flag(option("StreamLogs")) !== true) return;
  logLines(sheet, { rare: false, days: options.number(option("RetentionInDays")) ?? RETENTION_DAYS });
}

/** One address in each zone of the balancer; it has at most one subnet in a zone. */
function balancerAddresses(sheet: Sheet, options: Inputs): Addresses {
  const known = options.isKnown(BALANCER_SUBNETS)
    ? options.needText(BALANCER_SUBNETS).split(",").filter(Boolean)
    : [];
  if (known.length > 0) return { count: known.length };
  const given = options.has(BALANCER_SUBNETS) ? sheet.referenced("settings", SUBNET) : [];
  const zones = new Set(given.map((subnet) => zoneOf(sheet.inputsOf(subnet)) ?? subnet.urn)).size;
  if (zones > 0)
    return {
      count: zones,
      assumption: "its subnets are not known: the zones of those that its settings depend on",
    };
  return { count: LEAST_ZONES, assumption: `its subnets are not known: ${LEAST_ZONES} zones` };
}

function zoneOf(subnet: Inputs): string | undefined {
  return subnet.isKnown("availabilityZone") ? subnet.text("availabilityZone") : undefined;
}
