import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";

const service = "dataTransfer";

/** Data that a resource sends: to the internet, to other zones, to other regions. */
export function egressLines(sheet: Sheet): void {
  const internet =
    sheet.given("monthly_outbound_internet_gb") ?? sheet.context.traffic.egressGb(sheet.resource);
  if (internet !== undefined) {
    sheet.tiered("Data to the internet", { service, item: "internetOut" }, internet, { allowance: "egress" });
  }
  const zones = sheet.given("monthly_intra_region_gb");
  // Both sides of a transfer between zones are billed.
  const twice = zones && amount(zones.value * 2, `${zones.assumption}; both directions`);
  sheet.usageIfAny("Data between zones", { service, item: "betweenAZ.eachDirection" }, twice);
  const regions = sheet.given("monthly_outbound_other_regions_gb");
  sheet.usageIfAny("Data to other regions", { service, item: "toOtherRegions" }, regions);
  const usEast = sheet.given("monthly_outbound_us_east_to_us_east_gb");
  sheet.usageIfAny("Data between the us-east regions", { service, item: "toOtherUsEastRegion" }, usEast);
}
