import type { Inputs } from "../inputs";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { egressLines } from "./egress";
import { capacityLines } from "./instance-hours";
import { hasElasticIp, publicIpv4 } from "./public-ipv4";
import { instanceDisks } from "./disks";
import { diskLines } from "./storage";

const SUBNET = "aws:ec2/subnet:Subnet";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

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
    credits: (inputs.block("creditSpecification") ?? template?.block("creditSpecification"))?.text(
      "cpuCredits",
    ),
    detailedMonitoring: inputs.flag("monitoring"),
  });
  for (const disk of instanceDisks(inputs, template)) diskLines(sheet, disk);
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

/** An Elastic IP replaces the instance's own public address and is billed itself; interfaces have only such ones. */
function addressLine(sheet: Sheet): void {
  const elsewhere = ["networkInterfaces", "primaryNetworkInterface"].some((name) => sheet.inputs.has(name));
  if (elsewhere || hasElasticIp(sheet)) return;
  const own = sheet.inputs.flag("associatePublicIpAddress");
  if (own !== undefined) return publicIpv4(sheet, { count: own ? 1 : 0 });
  const [subnet] = sheet.referenced("subnetId", SUBNET);
  if (subnet) {
    const count = sheet.inputsOf(subnet).flag("mapPublicIpOnLaunch") === true ? 1 : 0;
    return publicIpv4(sheet, { count });
  }
  publicIpv4(sheet, { count: 1, assumption: "its subnet is not among the resources: taken as a public one" });
}
