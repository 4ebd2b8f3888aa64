import type { AlarmPlan, Statistic } from "../../../plan/alerts/alarm";

/** What CloudWatch has of a metric: seconds -> the values that came then; a value may stand for several. */
export type Series = ReadonlyMap<number, readonly number[]>;

export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

type Rule = Pick<
  AlarmPlan,
  "statistic" | "period" | "evaluationPeriods" | "datapointsToAlarm" | "breach" | "threshold" | "missing"
>;

/**
 * The state of an alarm at a time, as CloudWatch finds it: M of the last N datapoints, and what missing ones mean.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function stateAt(rule: Rule, series: Series, now: number, before: State = "OK"): State {
  const points = lastPoints(rule, series, now);
  const known = points.filter((point) => point !== undefined);
  if (known.length === 0) return withoutAny(rule.missing, before);
  const breaching = points.filter((point) =>
    point === undefined ? rule.missing === "breaching" : breaches(rule, point),
  ).length;
  if (breaching >= rule.datapointsToAlarm) return "ALARM";
  const missing = points.length - known.length;
  if (rule.missing === "breaching" || breaching + missing < rule.datapointsToAlarm) return "OK";
  return withoutEnough(rule.missing, known.length === breaching, before);
}

/** Too few points to decide: those that are there decide, or what was stays. */
function withoutEnough(missing: Rule["missing"], allBreach: boolean, before: State): State {
  if (missing === "ignore") return before;
  return missing === "missing" && allBreach ? "ALARM" : "OK";
}

function withoutAny(missing: Rule["missing"], before: State): State {
  switch (missing) {
    case "breaching":
      return "ALARM";
    case "notBreaching":
      return "OK";
    case "ignore":
      return before;
    case "missing":
      return "INSUFFICIENT_DATA";
  }
}

function lastPoints(rule: Rule, series: Series, now: number): readonly (number | undefined)[] {
  const { period, evaluationPeriods } = rule;
  const end = Math.floor(now / period) * period;
  return Array.from({ length: evaluationPeriods }, (_, index) => {
    const from = end - (evaluationPeriods - index) * period;
    const values = [...series].filter(([at]) => at >= from && at < from + period).flatMap(([, some]) => some);
    return values.length === 0 ? undefined : statisticOf(rule.statistic, values);
  });
}

function breaches({ breach, threshold }: Rule, value: number): boolean {
  return breach === "above" ? value > threshold : value < threshold;
}

/** Of the values of one datapoint. */
export function statisticOf(statistic: Statistic, values: readonly number[]): number {
  const sum = values.reduce((all, one) => all + one, 0);
  switch (statistic) {
    case "Average":
      return sum / values.length;
    case "Sum":
      return sum;
    case "Minimum":
      return Math.min(...values);
    case "Maximum":
      return Math.max(...values);
    case "p95":
      return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
  }
}

/** One value a period; nothing where it is undefined. */
function series(period: number, values: readonly (number | undefined)[]): Series {
  return new Map(values.flatMap((value, index) => (value === undefined ? [] : [[index * period, [value]]])));
}

/** The first letter of the state after each period, of one value a period. */
export function states(rule: AlarmPlan, values: readonly (number | undefined)[]): string {
  const found = series(rule.period, values);
  return values
    .reduce<readonly State[]>(
      (all, _, index) => [...all, stateAt(rule, found, (index + 1) * rule.period, all.at(-1))],
      [],
    )
    .map((state) => state[0])
    .join("");
}
