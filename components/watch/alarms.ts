import type * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import { alarmMinutes, fewestRequests } from "../../plan/switching/traffic";
import type { TierPlan } from "../../plan/stack-plan-types";

type Triggers = NonNullable<TierPlan["triggers"]>;

const minute = 60;

/** The part of an alarm that says when it goes off. */
export interface AlarmRule {
  readonly name: string;
  readonly description: string;
  readonly rule: cloudwatch.MetricAlarmArgs;
}

/** Unreachable for so many minutes of the last hours, whether in a row or not. One look a minute: a day has 1440. */
export function downAlarm({ downMinutes, hours }: Triggers, healthCheckId: pulumi.Output<string>): AlarmRule {
  return {
    name: "watch-down",
    description: `not reachable for ${downMinutes} minutes of the last ${hours} hours`,
    rule: {
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: healthCheckId },
      statistic: "Minimum",
      period: minute,
      evaluationPeriods: hours * minute,
      datapointsToAlarm: downMinutes,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
    },
  };
}

type Dimensions = Readonly<Record<string, pulumi.Output<string>>>;

const inARow = { evaluationPeriods: alarmMinutes, datapointsToAlarm: alarmMinutes };

/** Metrics of the load balancer. */
export function balancerAlarms(triggers: Triggers, balancer: pulumi.Output<string>): readonly AlarmRule[] {
  const dimensions = { LoadBalancer: balancer };
  return [slowAlarm(triggers, dimensions), errorsAlarm(triggers, dimensions)];
}

function slowAlarm({ p95Ms }: Triggers, dimensions: Dimensions): AlarmRule {
  return {
    name: "watch-slow",
    description: `95 of 100 answers took more than ${p95Ms} ms at most, for ${alarmMinutes} minutes`,
    rule: {
      namespace: "AWS/ApplicationELB",
      metricName: "TargetResponseTime",
      dimensions,
      extendedStatistic: "p95",
      evaluateLowSampleCountPercentiles: "ignore",
      period: minute,
      ...inARow,
      comparisonOperator: "GreaterThanThreshold",
      threshold: p95Ms / 1000,
    },
  };
}

/** A load balancer counts errors only when there are any. */
function errorsAlarm({ errorPercent }: Triggers, dimensions: Dimensions): AlarmRule {
  return {
    name: "watch-errors",
    description: `more than ${errorPercent} % of requests ended in an error of the server, for ${alarmMinutes} minutes`,
    rule: {
      metricQueries: [
        {
          id: "share",
          label: "errors in percent",
          expression: `IF(requests >= ${fewestRequests}, 100 * (FILL(apps, 0) + FILL(balancer, 0)) / requests, 0)`,
          returnData: true,
        },
        sum("requests", "RequestCount", dimensions),
        sum("apps", "HTTPCode_Target_5XX_Count", dimensions),
        sum("balancer", "HTTPCode_ELB_5XX_Count", dimensions),
      ],
      ...inARow,
      comparisonOperator: "GreaterThanThreshold",
      threshold: errorPercent,
    },
  };
}

function sum(id: string, metricName: string, dimensions: Dimensions) {
  return {
    id,
    returnData: false,
    metric: { namespace: "AWS/ApplicationELB", metricName, dimensions, period: minute, stat: "Sum" },
  };
}
