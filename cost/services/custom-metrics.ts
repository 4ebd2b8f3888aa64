import type { References } from "../references";
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
  const payers = payersIn(references);
  const watched = metricsOf(sheet.resource).filter(
    ({ key }) => (payers.get(key) ?? sheet.resource.urn) === sheet.resource.urn,
  );
  if (watched.length === 0) return;
  const price = { service: "cloudwatch", item: "customMetric" };
  sheet.fixedTiered("Custom metric", price, watched.length, { allowance: "customMetrics" });
}

const payersOf = new WeakMap<References, ReadonlyMap<string, string>>();

/** Metric -> URN of what pays for it; found once for all resources of a stack. */
function payersIn(references: References): ReadonlyMap<string, string> {
  const known = payersOf.get(references);
  if (known) return known;
  const filters = new Map(
    references
      .ofType(FILTER)
      .flatMap((filter) => filterKeys(filter).map((name) => [name, filter.urn] as const)),
  );
  const payers = new Map<string, string>();
  for (const alarm of references.ofType(ALARM))
    for (const { key, name } of metricsOf(alarm))
      payers.set(key, payers.get(key) ?? filters.get(name) ?? alarm.urn);
  payersOf.set(references, payers);
  return payers;
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
