import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, type Amount } from "../usage/amount";

const service = "cloudfront";
// Infracost's names of the areas, and AWS's price rows for them.
const AREAS: Readonly<Record<string, string>> = {
  us: "us",
  europe: "europe",
  asia_pacific: "asiaPacific",
  australia: "australia",
  south_america: "southAmerica",
  south_africa: "southAfrica",
  japan: "japan",
  india: "india",
};
const FREE_INVALIDATIONS = 1000;

export const cloudfront: PricerTable = {
  "aws:cloudfront/distribution:Distribution": distribution,
  "aws:cloudfront/function:Function": edgeFunction,
};

function distribution(sheet: Sheet): void {
  if (sheet.inputs.flag("enabled") === false) return sheet.free("the distribution is disabled");
  if (sheet.inputs.block("viewerCertificate")?.text("sslSupportMethod") === "vip") {
    throw new MissingInput("no price for a dedicated IP certificate (sslSupportMethod vip)");
  }
  const plan = sheet.setting("flat_rate_plan");
  if (plan !== undefined)
    return sheet.fixed(`Flat-rate plan ${plan}`, { service, item: `flatRatePlan.${plan}` }, 1);
  dataLines(sheet);
  requestLines(sheet);
  invalidationLine(sheet);
}

function dataLines(sheet: Sheet): void {
  const traffic = sheet.context.traffic.servedGb(sheet.resource);
  for (const [area, gb] of byArea(sheet, "monthly_data_transfer_to_internet_gb", traffic)) {
    const key = { service, item: `dataOut.${area}` };
    sheet.tiered(`Data to viewers, ${area}`, key, gb, { allowance: "cloudfrontData" });
  }
  for (const [area, gb] of byArea(sheet, "monthly_data_transfer_to_origin_gb")) {
    sheet.usageIfAny(`Data to the origin, ${area}`, { service, item: `dataToOrigin.${area}` }, gb);
  }
}

function requestLines(sheet: Sheet): void {
  const traffic = sheet.context.traffic.requests(sheet.resource);
  for (const [area, count] of byArea(sheet, "monthly_https_requests", traffic)) {
    const key = { service, item: `requests.https.${area}` };
    sheet.usage(`HTTPS requests, ${area}`, key, count, { allowance: "cloudfrontRequests" });
  }
  for (const [area, count] of byArea(sheet, "monthly_http_requests")) {
    const key = { service, item: `requests.http.${area}` };
    sheet.usageIfAny(`HTTP requests, ${area}`, key, count, { allowance: "cloudfrontRequests" });
  }
}

/** A usage file may split by area; without one, everything is in the area of the United States. */
function byArea(sheet: Sheet, attribute: string, fallback?: Amount): [string, Amount][] {
  const given = Object.entries(AREAS).flatMap(([name, area]): [string, Amount][] => {
    const found = sheet.given(`${attribute}.${name}`);
    return found ? [[area, found]] : [];
  });
  if (given.length > 0 || fallback === undefined) return given;
  return [["us", amount(fallback.value, `${fallback.assumption}; all in the United States`)]];
}

function invalidationLine(sheet: Sheet): void {
  const paths = sheet.given("monthly_invalidation_requests");
  const extra = paths && amount(paths.value - FREE_INVALIDATIONS, `${paths.assumption}; 1,000 are free`);
  sheet.usageIfAny("Invalidation paths", { service, item: "invalidationPathsAbove1000" }, extra);
}

function edgeFunction(sheet: Sheet): void {
  const runs = sheet.amount("monthly_requests", sheet.context.traffic.allRequests);
  sheet.usage("Function runs", { service, item: "functions" }, runs, { allowance: "cloudfrontFunctions" });
}
