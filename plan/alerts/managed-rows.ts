import type { AlarmRow, AlarmRule } from "./alarm";

const rule: Omit<AlarmRule, "namespace" | "metric"> = {
  statistic: "Average",
  period: 300,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missing: "notBreaching",
};

/** 0 ok, 1 info, 5 unknown, 10 no data, 15 warning, 20 degraded, 25 severe. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html */
const noData = 10;

/** An environment of Elastic Beanstalk. */
export const environmentRows: readonly AlarmRow[] = [
  {
    ...rule,
    name: "environment-health",
    target: "environment",
    level: "few",
    namespace: "AWS/ElasticBeanstalk",
    metric: "EnvironmentHealth",
    statistic: "Minimum",
    // An environment always says how it is.
    missing: "breaching",
    breach: "above",
    threshold: () => noData,
    means: "Elastic Beanstalk sees the environment's instances in trouble, or does not see them at all.",
    first: "the environment's health page in the console names the cause; its logs are in CloudWatch.",
  },
  {
    ...rule,
    name: "instances-cpu",
    target: "instances",
    level: "all",
    namespace: "AWS/EC2",
    metric: "CPUUtilization",
    breach: "above",
    threshold: ({ cpuPercent }) => cpuPercent,
    means: "The instances' processors have been busy for 15 minutes.",
    first:
      "look at the app that just changed; a larger `beanstalk.instance` or `beanstalk.max` if it stays so.",
  },
];

/** Each service of ECS; its figures cost nothing. */
export const serviceRows: readonly AlarmRow[] = [
  {
    ...rule,
    name: "cpu",
    target: "service",
    level: "all",
    namespace: "AWS/ECS",
    metric: "CPUUtilization",
    breach: "above",
    threshold: ({ cpuPercent }) => cpuPercent,
    means: "Its copies' processors have been busy for 15 minutes, though it was to have more copies.",
    first: "its logs; then `scale.max` or `cpu` of the app.",
  },
  {
    ...rule,
    name: "memory",
    target: "service",
    level: "all",
    namespace: "AWS/ECS",
    metric: "MemoryUtilization",
    statistic: "Maximum",
    breach: "above",
    threshold: ({ memoryPercent }) => memoryPercent,
    means: "A copy's memory is nearly used up; ECS ends it at its limit.",
    first: "its logs; then `memoryMb` of the app.",
  },
];

/** Copies of a web app behind the load balancer. */
export const targetRows: readonly AlarmRow[] = [
  {
    ...rule,
    name: "unhealthy",
    target: "targets",
    level: "all",
    namespace: "AWS/ApplicationELB",
    metric: "UnHealthyHostCount",
    // All the time, not only while one copy replaces another.
    statistic: "Minimum",
    breach: "above",
    threshold: () => 0,
    means: "A copy has not answered its health check for 15 minutes; visitors do not reach it.",
    first: "its logs, and what its `health` path answers.",
  },
];

/** The first node of ElastiCache. */
export const cacheRows: readonly AlarmRow[] = [
  {
    ...rule,
    name: "cache-memory",
    target: "cache",
    level: "all",
    namespace: "AWS/ElastiCache",
    metric: "DatabaseMemoryUsagePercentage",
    statistic: "Maximum",
    breach: "above",
    threshold: ({ memoryPercent }) => memoryPercent,
    means: "The cache is nearly full; from then on it forgets keys that expire, and refuses those of queues.",
    first: "look for keys without an expiry time; or a larger `elasticache.node`.",
  },
  {
    ...rule,
    name: "cache-cpu",
    target: "cache",
    level: "all",
    namespace: "AWS/ElastiCache",
    metric: "CPUUtilization",
    breach: "above",
    threshold: ({ cpuPercent }) => cpuPercent,
    means: "The cache's processor has been busy for 15 minutes.",
    first: "look for commands that read all keys; or a larger `elasticache.node`.",
  },
];
