import type { Inputs } from "../inputs";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { egressLines } from "./egress";
import { capacityLines } from "./instance-hours";
import { hasElasticIp, publicIpv4 } from "./public-ipv4";
import { diskLines, diskOf } from "./storage";

const SUBNET = "aws:ec2/subnet:Subnet";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const IMAGE_DISK = { type: "gp2", sizeGb: 8 };

export const ec2: PricerTable = {
  "aws:ec2/instance:Instance": instance,
  [TEMPLATE]: (sheet) => sheet.free("billed by what is started from it"),
  "aws:ec2/launchConfiguration:LaunchConfiguration": (sheet) =>
    sheet.free("billed by what is started from it"),
};

function instance(sheet: Sheet): void {
  const { inputs } = sheet;
  const template = templateOf(sheet);
  capacityLines(sheet, {
    instanceType:
      inputs.text("instanceType") ?? template?.text("instanceType") ?? inputs.needText("instanceType"),
    tenancy: inputs.text("tenancy"),
    spot: inputs.block("instanceMarketOptions")?.text("marketType") === "spot",
    credits: inputs.block("creditSpecification")?.text("cpuCredits"),
    detailedMonitoring: inputs.flag("monitoring"),
  });
  disks(sheet);
  addressLine(sheet);
  sheet.usageIfAny(
    "Custom metrics",
    { service: "cloudwatch", item: "customMetric.first10k" },
    sheet.given("custom_metrics"),
    { allowance: "customMetrics" },
  );
  egressLines(sheet);
}

function templateOf(sheet: Sheet): Inputs | undefined {
  const [template] = sheet.referenced("launchTemplate", TEMPLATE);
  return template && sheet.inputsOf(template);
}

function disks(sheet: Sheet): void {
  const root = sheet.inputs.block("rootBlockDevice");
  const disk = root ? diskOf(root, "Root disk", IMAGE_DISK) : imageDisk();
  diskLines(sheet, disk);
  for (const block of sheet.inputs.blocks("ebsBlockDevices")) {
    diskLines(sheet, diskOf(block, "Disk", IMAGE_DISK));
  }
}

/** The disk of an instance that states none: it comes from the image. */
export function imageDisk() {
  const assumption = "no disk is stated: 8 GB gp2, as most images bring";
  return { name: "Root disk", volumeType: IMAGE_DISK.type, sizeGb: IMAGE_DISK.sizeGb, assumption };
}

/** An Elastic IP replaces the instance's own public address and is billed at its own resource. */
function addressLine(sheet: Sheet): void {
  if (hasElasticIp(sheet)) return;
  const own = sheet.inputs.flag("associatePublicIpAddress");
  if (own !== undefined) return publicIpv4(sheet, { count: own ? 1 : 0 });
  const [subnet] = sheet.referenced("subnetId", SUBNET);
  if (subnet) {
    const count = sheet.inputsOf(subnet).flag("mapPublicIpOnLaunch") === true ? 1 : 0;
    return publicIpv4(sheet, { count });
  }
  publicIpv4(sheet, { count: 1, assumption: "its subnet is not among the resources: taken as a public one" });
}
