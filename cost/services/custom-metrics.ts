import type { Sheet } from "../sheet";
import type { Resource } from "../types";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const AWS_OWN = /^AWS\//;

type Values = Readonly<Record<string, unknown>>;

/**
 * Metrics outside AWS's own namespaces are somebody's own and billed; no resource stands for them but the alarms that
 * watch them. The first of several pays; one that a log filter makes is billed with that.
 */
export function customMetricLine(sheet: Sheet): void {
  const { references } = sheet.context;
  const filtered = new Set(references.ofType(FILTER).flatMap(filterKeys));
  const watched = metricsOf(sheet.resource).filter(({ key, name }) => {
    const [first] = references
      .ofType(ALARM)
      .filter((alarm) => metricsOf(alarm).some((one) => one.key === key));
    return (first === undefined || first.urn === sheet.resource.urn) && !filtered.has(name);
  });
  if (watched.length === 0) return;
  const price = { service: "cloudwatch", item: "customMetric" };
  sheet.fixedTiered("Custom metric", price, watched.length, { allowance: "customMetrics" });
}

interface Metric {
  readonly name: string;
  /** With its dimensions: each set of them is a metric of its own. */
  readonly key: string;
}

function metricsOf({ inputs }: Resource): readonly Metric[] {
  const queries = Array.isArray(inputs["metricQueries"])
    ? (inputs["metricQueries"] as readonly Values[])
    : [];
  const found = [inputs, ...queries.map(({ metric }) => (metric ?? {}) as Values)].flatMap(metricOf);
  return [...new Map(found.map((metric) => [metric.key, metric])).values()];
}

function metricOf({ namespace, metricName, dimensions }: Values): readonly Metric[] {
  if (typeof namespace !== "string" || typeof metricName !== "string" || AWS_OWN.test(namespace)) return [];
  const name = `${namespace}\0${metricName}`;
  return [{ name, key: `${name}\0${JSON.stringify(dimensions ?? {})}` }];
}

function filterKeys({ inputs }: Resource): readonly string[] {
  const { namespace, name } = (inputs["metricTransformation"] ?? {}) as Values;
  return typeof namespace === "string" && typeof name === "string" ? [`${namespace}\0${name}`] : [];
}
