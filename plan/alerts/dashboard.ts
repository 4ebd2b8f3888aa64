import type { AlarmPlan, AlarmTarget, Statistic } from "./alarm";

/** What a chart may show: what alarms look at, or the account's own charges. */
export type ChartTarget = AlarmTarget | "account";

/** One line of a chart. */
export interface Figure {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: Statistic | "SampleCount";
  readonly target: ChartTarget;
  /** Of a target that each app has. */
  readonly app?: string;
  readonly label: string;
}

/** A line across a chart: where an alarm goes off, or what the budget allows. */
export interface Mark {
  readonly label: string;
  readonly value: number;
}

/** One chart. Plain JSON. */
export interface Chart {
  readonly title: string;
  /** Seconds of one datapoint. */
  readonly period: number;
  /** Where the figures are; that of the stack where absent. */
  readonly region?: string;
  readonly figures: readonly Figure[];
  readonly marks: readonly Mark[];
}

/** The stack's page in CloudWatch. Plain JSON. */
export interface DashboardPlan {
  /** What it shows and does not show, for people; Markdown. */
  readonly about: string;
  readonly charts: readonly Chart[];
}

/** Each alarm's threshold where a chart shows its metric. Several figures that share one share the line, and so do apps. */
export function marksOf(figures: readonly Figure[], alarms: readonly AlarmPlan[]): readonly Mark[] {
  const found = alarms.flatMap(({ threshold, ...alarm }) => {
    const figure = figures.find((one) => shows(one, alarm));
    return figure ? [{ threshold, label: figure.app === undefined ? figure.label : "" }] : [];
  });
  const isNamed = new Set(found.map(({ label }) => label)).size > 1;
  return [...new Set(found.map(({ threshold }) => threshold))].map((value) => {
    const labels = found.filter(({ threshold }) => threshold === value).map(({ label }) => label);
    return { label: isNamed ? `alarm: ${labels.join(", ")}` : "alarm", value };
  });
}

function shows(figure: Figure, alarm: Omit<AlarmPlan, "threshold">): boolean {
  const { namespace, metric, statistic, target, app } = alarm;
  return (
    figure.metric === metric &&
    figure.namespace === namespace &&
    figure.statistic === statistic &&
    figure.target === target &&
    figure.app === app
  );
}
