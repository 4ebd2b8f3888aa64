import type { Plan } from "../types";
import type { AlarmPlan } from "./alarm";
import {
  balancerCharts,
  boxCharts,
  boxCreditCharts,
  cacheCharts,
  type ChartRow,
  databaseCharts,
  environmentCharts,
  sentCharts,
  serviceCharts,
} from "./chart-rows";
import { type Chart, type DashboardPlan, type Figure, marksOf } from "./dashboard";

type Shown = Omit<Plan, "alerts" | "notes">;

/** What is sent and what goes off: charts show it, nothing is sent for their sake. */
export interface Watching {
  readonly alarms: readonly AlarmPlan[];
  readonly sent: readonly string[];
  readonly balanced: boolean;
}

/** Figures that one of an account's three free dashboards may show. https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11-21) */
export const mostFigures = 50;
const fiveMinutes = 300;
/** AWS writes the charges of an account every few hours, and only there. */
const billing = { region: "us-east-1", period: 21_600 };

/** The charts of the tier that serves and of the databases. */
export function dashboardPlan(plan: Shown, watching: Watching): DashboardPlan {
  const { alarms } = watching;
  const charts = rowsOf(plan, watching).map((row) => chartOf(row, alarms));
  const room = mostFigures - charts.reduce((sum, { figures }) => sum + figures.length, 1);
  const apps = plan.fargate?.services.map(({ app }) => app) ?? [];
  const shown = apps.slice(0, Math.floor(room / serviceCharts.length));
  return {
    about: aboutOf(plan, watching, apps.slice(shown.length)),
    charts: [...charts, ...appCharts(shown, alarms), chargesOf(plan)],
  };
}

function rowsOf(plan: Shown, { sent, balanced }: Watching): readonly ChartRow[] {
  const isBox = plan.tier === "compose";
  return [
    ...(balanced ? balancerCharts : []),
    ...sentOf(sent),
    ...(isBox ? boxCharts : []),
    ...(isBox && plan.box.burstable ? boxCreditCharts : []),
    ...(plan.beanstalk ? environmentCharts : []),
    ...(plan.rds ? databaseCharts : []),
    ...(plan.elasticache ? cacheCharts : []),
  ];
}

/** What the machines do not send has no line, and a chart without lines is none. */
function sentOf(sent: readonly string[]): readonly ChartRow[] {
  return sentCharts
    .map((row) => ({ ...row, figures: row.figures.filter(([metric]) => sent.includes(metric)) }))
    .filter(({ figures }) => figures.length > 0);
}

function chartOf({ title, target, namespace, figures: rows }: ChartRow, alarms: readonly AlarmPlan[]): Chart {
  const figures = rows.map(([metric, statistic, label]) => ({ namespace, metric, statistic, target, label }));
  return { title, period: fiveMinutes, figures, marks: marksOf(figures, alarms) };
}

function appCharts(apps: readonly string[], alarms: readonly AlarmPlan[]): readonly Chart[] {
  if (apps.length === 0) return [];
  return serviceCharts.map(({ title, metric, statistic }) => {
    const figures = apps.map((app): Figure => ({
      namespace: "AWS/ECS",
      metric,
      statistic,
      target: "service",
      app,
      label: app,
    }));
    return { title, period: fiveMinutes, figures, marks: marksOf(figures, alarms) };
  });
}

/** What AWS estimates the month's bill of the whole account to be so far. */
function chargesOf({ budget }: Shown): Chart {
  return {
    title: "Charges of the account this month (USD)",
    ...billing,
    figures: [
      {
        namespace: "AWS/Billing",
        metric: "EstimatedCharges",
        statistic: "Maximum",
        target: "account",
        label: "so far",
      },
    ],
    marks: budget ? [{ label: "budget", value: budget.monthlyUsd }] : [],
  };
}

function aboutOf(plan: Shown, { sent }: Watching, left: readonly string[]): string {
  const sites = plan.apps.some(({ kind }) => kind !== "worker");
  return [
    `**${plan.stack}**, tier ${plan.tier}. Red lines are thresholds of alarms.`,
    ...(plan.tier === "compose" && sites && !sent.includes("LatencyMs")
      ? [
          "Requests, latency, errors and memory of a box are figures that it sends and AWS bills: `alerts.alarms: all`.",
        ]
      : []),
    ...(plan.tier === "beanstalk" && !plan.beanstalk?.balanced
      ? ["A single instance has no load balancer that counts requests."]
      : []),
    ...(left.length > 0
      ? [`Not shown, because a free dashboard has ${mostFigures} figures at most: ${left.join(", ")}.`]
      : []),
    "Charges need *Receive CloudWatch billing alerts* in the account's billing preferences.",
  ].join(" ");
}
