import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { type Amount, amount, scaled } from "../usage/amount";
import { ALARMS_A_MONTH, hearsAlarms, isRunByUpdates, scheduledCalls } from "../usage/layer-of";
import { egressLines } from "./egress";

const service = "lambda";
const FUNCTION = "aws:lambda/function:Function";
const DURATION_MS = 100;
const DEPLOYMENTS = 100;
const INCLUDED_STORAGE_MB = 512;

export const lambda: PricerTable = {
  [FUNCTION]: lambdaFunction,
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": provisioned,
};

function lambdaFunction(sheet: Sheet): void {
  const { inputs } = sheet;
  const requests = sheet.amount("monthly_requests", calls(sheet));
  const duration = sheet.amount(
    "request_duration_ms",
    amount(DURATION_MS, `${DURATION_MS} ms each (default)`),
  );
  const processor = processorOf(inputs);
  sheet.usage("Requests", { service, item: `requests.${processor}` }, requests, {
    allowance: "lambdaRequests",
  });
  const seconds = scaled(requests, duration.value / 1000, duration.assumption);
  const memoryGb = memoryOf(inputs);
  const billed = scaled(seconds, memoryGb, `${memoryGb * 1024} MB`);
  sheet.tiered("Duration", { service, item: `duration.${processor}` }, billed, {
    allowance: "lambdaSeconds",
  });
  storageLine(sheet, seconds, processor);
  egressLines(sheet);
}

/** A function that the deployment itself calls has nothing to do with visitors. */
function calls(sheet: Sheet): Amount {
  const scheduled = scheduledCalls(sheet.resource, sheet.context.references);
  if (scheduled !== undefined) return amount(scheduled, "called by its schedule");
  if (hearsAlarms(sheet.resource, sheet.context.references))
    return amount(ALARMS_A_MONTH, `called by ${ALARMS_A_MONTH} alarms a month (default)`);
  return isRunByUpdates(sheet.resource, sheet.context.references)
    ? amount(DEPLOYMENTS, `called by ${DEPLOYMENTS} deployments a month (default)`)
    : sheet.context.traffic.requests(sheet.resource);
}

function storageLine(sheet: Sheet, seconds: ReturnType<typeof amount>, processor: string): void {
  const extraMb = (sheet.inputs.block("ephemeralStorage")?.number("size") ?? 0) - INCLUDED_STORAGE_MB;
  if (extraMb <= 0) return;
  const item = `ephemeralStorageAbove512MB.${processor}`;
  sheet.usage(
    "Temporary storage",
    { service, item },
    scaled(seconds, extraMb / 1024, `${extraMb} MB above 512`),
  );
}

/** Kept warm all month, whatever the traffic. */
function provisioned(sheet: Sheet): void {
  const [target] = sheet.referenced("functionName", FUNCTION);
  const inputs = target && sheet.inputsOf(target);
  const count = sheet.inputs.number("provisionedConcurrentExecutions") ?? 0;
  const item = `provisionedConcurrency.${inputs ? processorOf(inputs) : "x86"}`;
  const seconds = count * (inputs ? memoryOf(inputs) : 0.125) * HOURS_PER_MONTH * 3600;
  sheet.fixed(`${count} provisioned executions`, { service, item }, seconds);
}

function processorOf(inputs: Sheet["inputs"]): "arm" | "x86" {
  return inputs.texts("architectures").includes("arm64") ? "arm" : "x86";
}

function memoryOf(inputs: Sheet["inputs"]): number {
  return (inputs.number("memorySize") ?? 128) / 1024;
}
