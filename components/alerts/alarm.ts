import type * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { AlarmPlan, Share } from "../../plan/alerts/alarm";
import { alarmName } from "../../plan/names";
import { fewestRequests } from "../../plan/switching/traffic";
import { tags } from "../tags";
import type { Dimensions } from "./dimensions";

export interface AlarmArgs {
  readonly stack: string;
  readonly region: string;
  readonly plan: AlarmPlan;
  readonly dimensions: Dimensions;
  /** Who is told when it goes off and when it is over. */
  readonly topicArns: readonly pulumi.Output<string>[];
}

/** One alarm. Its name is what people read in a message, so it has one. */
export function createAlarm(args: AlarmArgs, parent: pulumi.Resource): cloudwatch.MetricAlarm {
  const { stack, region, plan, topicArns } = args;
  const { name, action } = plan;
  const logicalName = `alarm-${name}`;
  return new cloudwatch.MetricAlarm(
    logicalName,
    {
      name: alarmName(stack, name),
      alarmDescription: plan.description,
      ...figures(args),
      evaluationPeriods: plan.evaluationPeriods,
      datapointsToAlarm: plan.datapointsToAlarm,
      comparisonOperator: plan.breach === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: plan.threshold,
      treatMissingData: plan.missing,
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingAlarmActions.html
      alarmActions: [...(action ? [`arn:aws:automate:${region}:ec2:${action}`] : []), ...topicArns],
      okActions: [...topicArns],
      tags: tags(stack, logicalName),
    },
    { parent },
  );
}

/** A metric, or the share of some in others. Few requests decide neither a percentile nor a share. */
function figures({ plan, dimensions }: AlarmArgs) {
  const { namespace, metric, statistic, period } = plan;
  if (typeof metric !== "string") return { metricQueries: shareQueries(plan, metric, dimensions) };
  const shared = { namespace, metricName: metric, dimensions, period };
  return statistic === "p95"
    ? { ...shared, extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
    : { ...shared, statistic };
}

function shareQueries({ namespace, period }: AlarmPlan, share: Share, dimensions: Dimensions) {
  const sum = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metric: { namespace, metricName, dimensions, period, stat: "Sum" },
  });
  return [
    { id: "share", label: "percent", expression: shareExpression(share, period), returnData: true },
    sum("all", share.of),
    ...share.parts.map((metricName, index) => sum(`part${index}`, metricName)),
  ];
}

/** In percent; 0 where there are too few requests, and too few parts to count all the same. */
export function shareExpression(
  { parts, withoutTargets, enoughParts }: Share,
  periodSeconds: number,
): string {
  const enough = (fewestRequests * periodSeconds) / 60;
  const some = `(${parts.map((_, index) => `FILL(part${index}, 0)`).join(" + ")})`;
  const all = withoutTargets ? `IF(FILL(all, 0) >= ${some}, FILL(all, 0), ${some})` : "all";
  // Parts without their whole, which is when no target is there, are no share.
  const counts = enoughParts === undefined ? "" : ` || (${some} >= ${enoughParts} && ${all} >= ${some})`;
  return `IF(${all} >= ${enough}${counts}, 100 * ${some} / ${all}, 0)`;
}
