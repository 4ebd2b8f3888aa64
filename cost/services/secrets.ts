import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";

const service = "secretsManager";
const SECRET = { service, item: "secret" };
const READS = 1000;

export const secrets: PricerTable = {
  "aws:secretsmanager/secret:Secret": secret,
  "aws:ssm/parameter:Parameter": parameter,
};

function secret(sheet: Sheet): void {
  const replicas = sheet.inputs.has("replicas") ? sheet.inputs.blocks("replicas").length : 0;
  sheet.fixed(replicas > 0 ? `Secret with ${replicas} replicas` : "Secret", SECRET, 1 + replicas);
  const calls = sheet.amount("monthly_requests", amount(READS, "1,000 reads a month (default)"));
  sheet.usage("API calls", { service, item: "apiCalls" }, calls);
}

/** The secret that RDS keeps for a managed master password. */
export function managedPassword(sheet: Sheet): void {
  sheet.fixed("Secret of the master password", SECRET, 1);
}

function parameter(sheet: Sheet): void {
  const advanced = sheet.inputs.text("tier") === "Advanced";
  const calls = sheet.given("monthly_api_interactions");
  if (!advanced && sheet.setting("api_throughput_limit") !== "higher") {
    return sheet.free("standard parameters are not billed");
  }
  if (advanced) sheet.fixed("Advanced parameter", { service: "ssm", item: "parameter.advanced" }, 1);
  sheet.usageIfAny("API calls", { service: "ssm", item: "apiCalls.advancedOrHigherThroughput" }, calls);
}
