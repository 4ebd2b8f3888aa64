import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import type { Counts } from "./autoscaling";
import { egressLines } from "./egress";
import { applicationLines } from "./elb";
import { capacityLines } from "./instance-hours";
import { publicIpv4 } from "./public-ipv4";
import { diskLines } from "./storage";

const TEMPLATE = "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate";
const DEFAULT_MAXIMUM = 4;
const ROOT_GB = 10;
const LEAST_ZONES = 2;

export const beanstalk: PricerTable = {
  "aws:elasticbeanstalk/environment:Environment": environment,
};

type Options = ReadonlyMap<string, string>;

/** The instances, disks, addresses and load balancer that the environment makes; it costs nothing itself. */
function environment(sheet: Sheet): void {
  const options = optionsOf(sheet);
  if (options.get("aws:ec2:instances/EnableSpot") === "true")
    throw new MissingInput("no price for Spot instances");
  if ([...options.keys()].some((key) => key.startsWith("aws:rds:dbinstance/DBInstanceClass"))) {
    throw new MissingInput("a database inside the environment is not priced: it would be deleted with it");
  }
  const single = options.get("aws:elasticbeanstalk:environment/EnvironmentType") === "SingleInstance";
  const counts: Counts = single ? { count: 1 } : groupSize(options);
  capacityLines(sheet, { ...counts, instanceType: typeOf(options) });
  rootDisk(sheet, options, counts);
  instanceAddresses(sheet, options, single, counts);
  if (!single) balancer(sheet, options);
  egressLines(sheet);
}

// The environment's own settings win; allSettings of an export fill the gaps.
function optionsOf(sheet: Sheet): Options {
  const [template] = sheet.referenced("templateName", TEMPLATE);
  const inherited = template ? sheet.inputsOf(template).blocks("settings") : [];
  const listed = (name: string) => (sheet.inputs.has(name) ? sheet.inputs.blocks(name) : []);
  const entries = [...listed("allSettings"), ...inherited, ...listed("settings")].map(
    (option): [string, string] => [
      `${option.needText("namespace")}/${option.needText("name")}`,
      option.text("value") ?? "",
    ],
  );
  return new Map(entries);
}

function groupSize(options: Options): Counts {
  const size = (name: string, fallback: number) =>
    Number(options.get(`aws:autoscaling:asg/${name}`) ?? fallback);
  return { count: size("MinSize", 1), maximum: size("MaxSize", DEFAULT_MAXIMUM) };
}

function typeOf(options: Options): string {
  const types = options.get("aws:ec2:instances/InstanceTypes");
  const old = options.get("aws:autoscaling:launchconfiguration/InstanceType");
  const [first] = (types ?? old ?? "").split(",");
  if (first === undefined || first.trim() === "") throw new MissingInput("InstanceTypes is not set");
  return first.trim();
}

function rootDisk(sheet: Sheet, options: Options, counts: Counts): void {
  const option = (name: string) => options.get(`aws:autoscaling:launchconfiguration/${name}`);
  const size = option("RootVolumeSize");
  diskLines(sheet, {
    ...counts,
    name: "Root disk",
    volumeType: option("RootVolumeType") ?? "gp3",
    sizeGb: Number(size ?? ROOT_GB),
    iops: Number(option("RootVolumeIOPS") ?? 0),
    throughput: Number(option("RootVolumeThroughput") ?? 0),
    ...(size === undefined && { assumption: `${ROOT_GB} GB, the platform's default` }),
  });
}

// A single instance always has an Elastic IP; others have an address when they are told to.
function instanceAddresses(sheet: Sheet, options: Options, single: boolean, counts: Counts): void {
  const assigns = options.get("aws:ec2:vpc/AssociatePublicIpAddress") === "true";
  if (single || assigns) publicIpv4(sheet, counts);
}

function balancer(sheet: Sheet, options: Options): void {
  const kind = options.get("aws:elasticbeanstalk:environment/LoadBalancerType") ?? "classic";
  if (options.get("aws:elasticbeanstalk:environment/LoadBalancerIsShared") === "true") return;
  if (kind !== "application") throw new MissingInput(`no price for a ${kind} load balancer`);
  applicationLines(sheet);
  if (options.get("aws:ec2:vpc/ELBScheme") === "internal") return;
  const subnets = (options.get("aws:ec2:vpc/ELBSubnets") ?? "").split(",").filter(Boolean).length;
  const assumption = subnets === 0 ? `its subnets are not known: ${LEAST_ZONES} zones` : undefined;
  publicIpv4(sheet, { count: subnets || LEAST_ZONES, assumption });
}
