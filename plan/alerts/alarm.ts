import type { Settings } from "../../settings/schema";

/** Settings of when alarms go off. */
export type Thresholds = NonNullable<Settings["alerts"]>["thresholds"];

/** What an alarm looks at; only AWS knows its dimensions (components/alerts/dimensions.ts). `stack`: figures that its machines send. */
export type AlarmTarget =
  | "box"
  | "stack"
  | "databases"
  | "cache"
  | "balancer"
  | "environment"
  | "instances"
  | "certificate"
  | "service"
  | "targets"
  | "schedule";

export type Statistic = "Average" | "Minimum" | "Maximum" | "Sum" | "p95";

/** What no figure means. missing: the alarm says that it does not know. */
export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** A share of requests, in percent, where there are enough of them to say anything. */
export interface Share {
  readonly of: string;
  readonly parts: readonly string[];
  /**
   * Parts may be more than the whole: what a load balancer refuses because no target is registered is an error of its own and
   * no request. They are all there is then.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html (2026-11-22)
   */
  readonly withoutTargets?: true;
  /** So many parts within a period count however few requests there are. */
  readonly enoughParts?: number;
}

/** How figures become an alarm. */
export interface AlarmRule {
  readonly namespace: string;
  /** A metric, or a share of metrics. */
  readonly metric: string | Share;
  readonly statistic: Statistic;
  /** Seconds of one datapoint. */
  readonly period: number;
  /** Datapoints that are looked at, and how many of them must breach. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missing: MissingData;
}

/** What AWS itself does when the alarm goes off. */
export type EC2Action = "recover" | "reboot";

/** One alarm of a tier, as data. */
export interface AlarmRow<Facts = undefined> extends AlarmRule {
  /** Part of the logical name, frozen. */
  readonly name: string;
  readonly target: AlarmTarget;
  readonly level: "few" | "all";
  readonly breach: "above" | "below";
  readonly threshold: (thresholds: Thresholds, facts: Facts) => number;
  /** What it means, and what to do first. */
  readonly means: string;
  readonly first: string;
  readonly action?: EC2Action;
}

/** One alarm of a stack. Plain JSON. */
export interface AlarmPlan extends AlarmRule {
  readonly name: string;
  readonly target: AlarmTarget;
  /** Of a target that each app has. */
  readonly app?: string;
  readonly breach: "above" | "below";
  readonly threshold: number;
  readonly description: string;
  readonly action?: EC2Action;
}

/** The alarm of a row. */
export function alarmOf<Facts>(
  row: AlarmRow<Facts>,
  thresholds: Thresholds,
  facts: Facts,
  app?: string,
): AlarmPlan {
  const { name, target, breach, threshold, means, first, action } = row;
  const { namespace, metric, statistic, period, evaluationPeriods, datapointsToAlarm, missing } = row;
  return {
    ...{
      target,
      namespace,
      metric,
      statistic,
      period,
      evaluationPeriods,
      datapointsToAlarm,
      missing,
      breach,
    },
    ...(action && { action }),
    name: app === undefined ? name : `${name}-${app}`,
    ...(app !== undefined && { app }),
    threshold: threshold(thresholds, facts),
    description: `${app === undefined ? "" : `${app}: `}${means} First: ${first}`,
  };
}
