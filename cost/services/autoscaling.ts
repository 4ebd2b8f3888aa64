import { type Inputs } from "../inputs";
import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import type { Resource } from "../types";
import { templateDisks } from "./disks";
import { egressLines } from "./egress";
import { capacityLines } from "./instance-hours";
import { publicIpv4 } from "./public-ipv4";
import { diskLines } from "./storage";

const TEMPLATES = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
];
const SUBNET = "aws:ec2/subnet:Subnet";
const POLICIES = ["aws:autoscaling/policy:Policy", "aws:autoscaling/schedule:Schedule"];

export const autoscaling: PricerTable = { "aws:autoscaling/group:Group": group };

/** How many of something run: the fixed number, and the most there can be. */
export interface Counts {
  readonly count: number;
  readonly maximum?: number;
}

function group(sheet: Sheet): void {
  const template = templateOf(sheet);
  const counts = countsOf(sheet);
  if (counts.count === 0 && (counts.maximum ?? 0) === 0) return sheet.free("its size is 0");
  capacityLines(sheet, {
    ...counts,
    instanceType: typeOf(sheet, template),
    spot: isSpot(sheet, template),
    tenancy: template.block("placement")?.text("tenancy") ?? template.text("placementTenancy"),
    credits: template.block("creditSpecification")?.text("cpuCredits"),
    detailedMonitoring: template.block("monitoring")?.flag("enabled") ?? template.flag("enableMonitoring"),
  });
  for (const disk of templateDisks(template)) diskLines(sheet, { ...disk, ...counts });
  addresses(sheet, template, counts);
  egressLines(sheet);
}

/** The smallest size is fixed; a wanted size holds only where nothing scales the group. */
function countsOf(sheet: Sheet): Counts {
  const { inputs } = sheet;
  const least = inputs.number("minSize") ?? 0;
  const scales = POLICIES.some((type) => sheet.referrers(type).length > 0);
  const count = scales ? least : Math.max(least, inputs.number("desiredCapacity") ?? least);
  return { count, maximum: inputs.number("maxSize") };
}

function templateOf(sheet: Sheet): Inputs {
  for (const property of ["launchTemplate", "launchConfiguration", "mixedInstancesPolicy"]) {
    const [found] = sheet.referenced(property, ...TEMPLATES);
    if (found) return sheet.inputsOf(found);
  }
  throw new MissingInput("its launch template is not among the resources");
}

function typeOf(sheet: Sheet, template: Inputs): string {
  const overrides = sheet.inputs.block("mixedInstancesPolicy")?.block("launchTemplate")?.blocks("overrides");
  return overrides?.[0]?.text("instanceType") ?? template.needText("instanceType");
}

function isSpot(sheet: Sheet, template: Inputs): boolean {
  const mixed = sheet.inputs.block("mixedInstancesPolicy")?.block("instancesDistribution");
  const share = mixed?.number("onDemandPercentageAboveBaseCapacity") ?? 100;
  return (
    share < 100 ||
    template.block("instanceMarketOptions")?.text("marketType") === "spot" ||
    template.has("spotPrice")
  );
}

function addresses(sheet: Sheet, template: Inputs, counts: Counts): void {
  const own = template.block("networkInterfaces")?.flag("associatePublicIpAddress");
  const isPublic = own ?? template.flag("associatePublicIpAddress");
  if (isPublic !== undefined) return publicIpv4(sheet, isPublic ? counts : { count: 0 });
  const subnets = sheet.referenced("vpcZoneIdentifiers", SUBNET);
  const assigns = (subnet: Resource) => sheet.inputsOf(subnet).flag("mapPublicIpOnLaunch") === true;
  if (subnets.length > 0) return publicIpv4(sheet, subnets.some(assigns) ? counts : { count: 0 });
  publicIpv4(sheet, {
    ...counts,
    assumption: "its subnets are not among the resources: taken as public ones",
  });
}
