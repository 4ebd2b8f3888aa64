import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { scaled } from "../usage/amount";

const service = "route53";
const QUERY_SHARE = 0.1;
const FAST_SECONDS = 10;

export const route53: PricerTable = {
  "aws:route53/zone:Zone": zone,
  "aws:route53/record:Record": record,
  "aws:route53/healthCheck:HealthCheck": healthCheck,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": hostedZone,
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": hostedZone,
};

function hostedZone(sheet: Sheet): void {
  sheet.fixedTiered("Hosted zone", { service, item: "hostedZone" }, 1);
}

function zone(sheet: Sheet): void {
  hostedZone(sheet);
  if (sheet.inputs.has("vpcs")) return;
  const queries = scaled(
    sheet.context.traffic.allRequests,
    QUERY_SHARE,
    "1 DNS query in 10 requests (default)",
  );
  const key = { service, item: "queries.standard" };
  sheet.tiered("Queries", key, sheet.amount("monthly_standard_queries", queries));
}

/** A record costs nothing; its queries do, and without figures of its own they count at the zone. */
function record(sheet: Sheet): void {
  const isAlias = sheet.inputs.has("aliases") && sheet.inputs.blocks("aliases").length > 0;
  const add = (component: string, attribute: string, item: string) => {
    const queries = sheet.given(attribute);
    if (queries) sheet.tiered(component, { service, item }, queries);
  };
  add("Queries", "monthly_standard_queries", isAlias ? "queries.aliasToAwsResource" : "queries.standard");
  add("Latency queries", "monthly_latency_based_queries", "queries.latency");
  add("Geo queries", "monthly_geo_queries", "queries.geo");
  sheet.free(
    isAlias ? "queries for aliases of AWS resources are not billed" : "its queries count at the zone",
  );
}

/** HTTPS, a text to look for, a fast interval and latency graphs are billed one by one. */
function healthCheck(sheet: Sheet): void {
  const { inputs } = sheet;
  const kind = inputs.needText("type");
  if (kind === "CALCULATED" || kind === "RECOVERY_CONTROL")
    return plainCheck(sheet, "awsEndpoint", "no endpoint of its own");
  const setting = sheet.setting("endpoint_type");
  const endpoint = setting === "aws" || kind === "CLOUDWATCH_METRIC" ? "awsEndpoint" : "nonAwsEndpoint";
  const assumption =
    setting === undefined && endpoint === "nonAwsEndpoint" ? "an endpoint outside AWS (default)" : undefined;
  plainCheck(sheet, endpoint, assumption);
  const features = [
    kind.startsWith("HTTPS"),
    kind.endsWith("STR_MATCH"),
    inputs.number("requestInterval") === FAST_SECONDS,
    inputs.flag("measureLatency") === true,
  ].filter(Boolean).length;
  if (features === 0) return;
  const key = { service, item: `healthCheck.optionalFeature.${endpoint}` };
  sheet.fixed(features > 1 ? `${features} optional features` : "Optional feature", key, features, {
    assumption,
  });
}

function plainCheck(sheet: Sheet, endpoint: string, assumption?: string): void {
  sheet.fixed("Health check", { service, item: `healthCheck.${endpoint}` }, 1, { assumption });
}
