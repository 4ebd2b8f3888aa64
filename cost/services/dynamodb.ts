import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";

const service = "dynamodb";
const TARGET = "aws:appautoscaling/target:Target";
const STORED_GB = 1;

export const dynamodb: PricerTable = { "aws:dynamodb/table:Table": table };

function table(sheet: Sheet): void {
  const { inputs } = sheet;
  const rare = inputs.text("tableClass") === "STANDARD_INFREQUENT_ACCESS";
  const onDemand = inputs.text("billingMode") === "PAY_PER_REQUEST";
  if (rare) throw new MissingInput("no price for reads and writes of the infrequent-access class");
  const replicas = inputs.has("replicas") ? inputs.blocks("replicas").length : 0;
  if (onDemand) requestLines(sheet, replicas);
  else capacityLines(sheet, replicas);
  storageLines(sheet, replicas);
  const streams = sheet.given("monthly_streams_read_request_units");
  sheet.usageIfAny("Stream reads", { service, item: "streams.read" }, streams);
}

function requestLines(sheet: Sheet, replicas: number): void {
  const { allRequests } = sheet.context.traffic;
  const writes = sheet.amount(
    "monthly_write_request_units",
    scaled(allRequests, 0.2, "1 write in 5 requests (default)"),
  );
  const reads = sheet.amount("monthly_read_request_units", scaled(allRequests, 1, "1 read each (default)"));
  sheet.usage("Reads", { service, item: "onDemand.read" }, reads);
  // Every region of a global table is billed for every write.
  const item = replicas > 0 ? "onDemand.replicatedWrite" : "onDemand.write";
  const all = replicas > 0 ? scaled(writes, replicas + 1, `${replicas + 1} regions`) : writes;
  sheet.usage("Writes", { service, item }, all);
}

function capacityLines(sheet: Sheet, replicas: number): void {
  const { inputs } = sheet;
  if (replicas > 0) throw new MissingInput("no price for provisioned writes of a global table");
  const indexes = inputs.has("globalSecondaryIndexes") ? inputs.blocks("globalSecondaryIndexes") : [];
  const total = (name: string) =>
    [inputs, ...indexes].reduce((sum, from) => sum + (from.number(name) ?? 0), 0);
  const add = (component: string, item: string, property: string, allowance: string) => {
    const units = total(property);
    if (units === 0) throw new MissingInput(`${property} is not given`);
    const most = scaledMaximum(sheet, item);
    sheet.fixed(`${units} ${component}`, { service, item: `provisioned.${item}` }, units * HOURS_PER_MONTH, {
      allowance,
      ...(most !== undefined && { maximum: most * HOURS_PER_MONTH }),
    });
  };
  add("write units", "WCU", "writeCapacity", "dynamodbWrites");
  add("read units", "RCU", "readCapacity", "dynamodbReads");
}

function scaledMaximum(sheet: Sheet, unit: string): number | undefined {
  const dimension = unit === "WCU" ? "WriteCapacityUnits" : "ReadCapacityUnits";
  const targets = sheet.referrers(TARGET).map((target) => sheet.inputsOf(target));
  const target = targets.find((inputs) => inputs.text("scalableDimension")?.endsWith(`table:${dimension}`));
  return target?.number("maxCapacity");
}

function storageLines(sheet: Sheet, replicas: number): void {
  const stored = sheet.amount("storage_gb", amount(STORED_GB, `${STORED_GB} GB stored (default)`));
  const regions = replicas > 0 ? scaled(stored, replicas + 1, `${replicas + 1} regions`) : stored;
  sheet.usage("Storage", { service, item: "storage.standard.above25GB" }, regions, {
    allowance: "dynamodbStorage",
  });
  if (sheet.inputs.block("pointInTimeRecovery")?.flag("enabled") === true) {
    sheet.usage(
      "Point-in-time recovery",
      { service, item: "pitr" },
      sheet.amount("pitr_backup_storage_gb", stored),
    );
  }
  const backups = sheet.given("on_demand_backup_storage_gb");
  sheet.usageIfAny("Backups on demand", { service, item: "onDemandBackup" }, backups);
  sheet.usageIfAny("Restores", { service, item: "restore" }, sheet.given("monthly_data_restored_gb"));
}
