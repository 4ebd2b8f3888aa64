import { MissingInput } from "../missing-input";
import { customMetricLine } from "./custom-metrics";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";

const service = "cloudwatch";
const HIGH_RESOLUTION_SECONDS = 60;
const INGESTED_GB = 1;
const DAYS_PER_MONTH = 30;
// AWS bills stored logs compressed; how far they shrink depends on them, this share is an assumption.
const COMPRESSED = 0.15;
const LONGEST_MONTHS = 12;

export const cloudwatch: PricerTable = {
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (sheet) =>
    sheet.fixed("Composite alarm", { service, item: "alarm.composite" }, 1),
  "aws:cloudwatch/dashboard:Dashboard": (sheet) =>
    sheet.fixed("Dashboard", { service, item: "dashboard.above3" }, 1, { allowance: "dashboards" }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (sheet) =>
    sheet.fixedTiered("Custom metric", { service, item: "customMetric" }, 1, { allowance: "customMetrics" }),
};

function logGroup(sheet: Sheet): void {
  const rare = sheet.inputs.text("logGroupClass") === "INFREQUENT_ACCESS";
  logLines(sheet, { rare, days: sheet.inputs.number("retentionInDays") ?? 0 });
}

/** Logs that arrive and are kept; 0 days: for ever. */
export function logLines(
  sheet: Sheet,
  { rare, days }: { readonly rare: boolean; readonly days: number },
): void {
  const ingested = sheet.amount(
    "monthly_data_ingested_gb",
    amount(INGESTED_GB, `${INGESTED_GB} GB of logs a month (default)`),
  );
  const item = rare ? "logs.ingest.infrequentAccess" : "logs.ingest.standard";
  sheet.usage("Log ingestion", { service, item }, ingested, { allowance: "logIngest" });
  const months = days === 0 ? LONGEST_MONTHS : days / DAYS_PER_MONTH;
  const kept = days === 0 ? "kept for ever: a year's worth" : `kept ${days} days`;
  const stored = scaled(
    ingested,
    months * COMPRESSED,
    `${kept}, compressed to ${COMPRESSED * 100} % (default)`,
  );
  sheet.usage("Log storage", { service, item: "logs.storage" }, sheet.amount("storage_gb", stored));
  const scanned = sheet.given("monthly_data_scanned_gb");
  sheet.usageIfAny("Log queries", { service, item: "logs.insightsScanned" }, scanned);
}

/** An alarm is billed for every metric it looks at. */
function alarm(sheet: Sheet): void {
  const { inputs } = sheet;
  const queries = inputs.has("metricQueries") ? inputs.blocks("metricQueries") : [];
  const metrics = queries.filter((query) => query.has("metric"));
  const periods = metrics.map((query) => query.block("metric")?.number("period"));
  const period = Math.min(
    ...[inputs.number("period"), ...periods].map((seconds = 0) =>
      seconds > 0 ? seconds : HIGH_RESOLUTION_SECONDS,
    ),
  );
  const item = period < HIGH_RESOLUTION_SECONDS ? "alarm.highResolution" : "alarm.standard";
  const anomaly = queries.some((query) =>
    (query.text("expression") ?? "").includes("ANOMALY_DETECTION_BAND"),
  );
  // Anomaly detection adds the two bounds of the band.
  const count = Math.max(1, metrics.length) + (anomaly ? 2 : 0);
  if (queries.length > 0 && metrics.length === 0) throw new MissingInput("its metric queries name no metric");
  // The free alarms are of standard resolution.
  const free = item === "alarm.standard" ? "alarms" : undefined;
  sheet.fixed(count > 1 ? `Alarm on ${count} metrics` : "Alarm", { service, item }, count, {
    allowance: free,
  });
  customMetricLine(sheet);
}
