import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";
import { inUse, publicIpv4 } from "./public-ipv4";

const EIP = "aws:ec2/eip:Eip";
const ENDPOINT_SUBNET = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation";
const NAT_SHARE = 0.1;
const ENDPOINT_GB = 1;

export const vpc: PricerTable = {
  [EIP]: elasticIp,
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
  "aws:ec2/vpnConnection:VpnConnection": (sheet) =>
    sheet.fixed(
      "Site-to-site VPN connection",
      { service: "vpc", item: "siteToSiteVpn.hour" },
      HOURS_PER_MONTH,
    ),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": (sheet) =>
    sheet.fixed(
      "Transit gateway attachment",
      { service: "vpc", item: "transitGateway.vpcAttachment.hour" },
      HOURS_PER_MONTH,
    ),
  "aws:ec2/flowLog:FlowLog": flowLog,
};

// In use and idle cost the same since February 2024; the allowance is for addresses in use only.
function elasticIp(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.has("publicIpv4Pool") && inputs.text("publicIpv4Pool") !== "amazon") {
    return sheet.free("an address of your own range (BYOIP)");
  }
  sheet.fixed("Public IPv4 address", inUse, HOURS_PER_MONTH, { allowance: "publicIpv4" });
}

function natGateway(sheet: Sheet): void {
  const hour = { service: "natGateway", item: "hour" };
  sheet.fixed("NAT gateway", hour, HOURS_PER_MONTH);
  const share = scaled(
    sheet.context.traffic.allEgressGb,
    NAT_SHARE,
    "a tenth goes out through NAT (default)",
  );
  const data = sheet.amount("monthly_data_processed_gb", share);
  sheet.usage("Data processed", { service: "natGateway", item: "dataProcessed" }, data);
  const isPublic = sheet.inputs.text("connectivityType") !== "private";
  if (isPublic && sheet.referenced("allocationId", EIP).length === 0) {
    publicIpv4(sheet, { count: 1, assumption: "its Elastic IP is not among the resources" });
  }
}

function endpoint(sheet: Sheet): void {
  const { inputs } = sheet;
  const kind = inputs.text("vpcEndpointType") ?? "Gateway";
  if (kind === "Gateway") return sheet.free("gateway endpoints (S3, DynamoDB) are not billed");
  if (kind !== "Interface") throw new MissingInput(`no price for endpoints of type ${kind}`);
  const zones = sheet.count("subnetIds", "aws:ec2/subnet:Subnet") + sheet.referrers(ENDPOINT_SUBNET).length;
  const count = Math.max(1, zones);
  sheet.fixed(
    `Interface endpoint in ${count} ${count > 1 ? "zones" : "zone"}`,
    { service: "vpc", item: "interfaceEndpoint.hourPerAZ" },
    count * HOURS_PER_MONTH,
    zones === 0 ? { assumption: "no subnets are stated: one zone" } : {},
  );
  const data = sheet.amount("monthly_data_processed_gb", amount(ENDPOINT_GB, `${ENDPOINT_GB} GB (default)`));
  sheet.tiered("Data processed", { service: "vpc", item: "interfaceEndpoint.data" }, data);
}

function flowLog(sheet: Sheet): void {
  const gb = sheet.amount("monthly_data_ingested_gb", amount(1, "1 GB of flow records (default)"));
  const isLogs = (sheet.inputs.text("logDestinationType") ?? "cloud-watch-logs") === "cloud-watch-logs";
  const item = isLogs ? "logs.vended" : "logs.vendedToS3";
  sheet.tiered("Flow records", { service: "cloudwatch", item }, gb);
}
