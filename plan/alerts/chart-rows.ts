import type { ChartTarget, Figure } from "./dashboard";
import { boxNamespace } from "./box-rows";

/** A chart whose figures all have one target. */
export interface ChartRow {
  readonly title: string;
  readonly target: ChartTarget;
  readonly namespace: string;
  /** Metric, statistic and what people call it. */
  readonly figures: readonly (readonly [metric: string, statistic: Figure["statistic"], label: string])[];
}

const balancer = { target: "balancer", namespace: "AWS/ApplicationELB" } as const;
const box = { target: "box", namespace: "AWS/EC2" } as const;
const instances = { target: "instances", namespace: "AWS/EC2" } as const;
const databases = { target: "databases", namespace: "AWS/RDS" } as const;
const cache = { target: "cache", namespace: "AWS/ElastiCache" } as const;
const stack = { target: "stack", namespace: boxNamespace } as const;

/** What visitors of a load balancer get. */
export const balancerCharts: readonly ChartRow[] = [
  { ...balancer, title: "Requests", figures: [["RequestCount", "Sum", "requests"]] },
  {
    ...balancer,
    title: "Latency (s)",
    figures: [
      ["TargetResponseTime", "Average", "mean"],
      ["TargetResponseTime", "p95", "p95"],
    ],
  },
  {
    ...balancer,
    title: "Errors (requests)",
    figures: [
      ["HTTPCode_Target_5XX_Count", "Sum", "5xx of apps"],
      ["HTTPCode_ELB_5XX_Count", "Sum", "5xx of the load balancer"],
      ["HTTPCode_Target_4XX_Count", "Sum", "4xx of apps"],
    ],
  },
];

/** The machine of the compose tier, as AWS sees it: free. */
export const boxCharts: readonly ChartRow[] = [
  { ...box, title: "Processor (%)", figures: [["CPUUtilization", "Average", "box"]] },
  {
    ...box,
    title: "Network (bytes in 5 min)",
    figures: [
      ["NetworkIn", "Sum", "in"],
      ["NetworkOut", "Sum", "out"],
    ],
  },
];

/** A burstable machine's. */
export const boxCreditCharts: readonly ChartRow[] = [
  { ...box, title: "CPU credits", figures: [["CPUCreditBalance", "Minimum", "left"]] },
];

/** What a box or the instances of Beanstalk send themselves; a chart shows of it what is sent. */
export const sentCharts: readonly ChartRow[] = [
  { ...stack, title: "Problems", figures: [["Problems", "Maximum", "over their threshold"]] },
  {
    ...stack,
    title: "Requests",
    // Each request is a value: docs/decisions/alarms.md.
    figures: [["ServerErrorPercent", "SampleCount", "requests"]],
  },
  { ...stack, title: "Latency (ms)", figures: [["LatencyMs", "p95", "p95"]] },
  {
    ...stack,
    title: "Errors (%)",
    figures: [
      ["ServerErrorPercent", "Average", "5xx"],
      ["ClientErrorPercent", "Average", "4xx"],
    ],
  },
  {
    ...stack,
    title: "Memory, disk, connections (%)",
    figures: [
      ["MemoryPercent", "Maximum", "memory"],
      ["DiskPercent", "Maximum", "fullest disk"],
      ["ConnectionsPercent", "Maximum", "database connections"],
    ],
  },
  {
    ...stack,
    title: "Problems of the worst instance",
    figures: [["InstanceProblems", "Maximum", "over their threshold"]],
  },
  {
    ...stack,
    title: "Memory, disk of the worst instance (%)",
    figures: [
      ["InstanceMemoryPercent", "Maximum", "memory"],
      ["InstanceDiskPercent", "Maximum", "disk"],
    ],
  },
];

/** An environment of Elastic Beanstalk. */
export const environmentCharts: readonly ChartRow[] = [
  { ...instances, title: "Processor (%)", figures: [["CPUUtilization", "Average", "instances"]] },
  {
    target: "environment",
    namespace: "AWS/ElasticBeanstalk",
    title: "Health (0 ok, 25 severe)",
    figures: [["EnvironmentHealth", "Minimum", "environment"]],
  },
  {
    ...instances,
    title: "Network (bytes in 5 min)",
    figures: [
      ["NetworkIn", "Sum", "in"],
      ["NetworkOut", "Sum", "out"],
    ],
  },
];

/** PostgreSQL on RDS. */
export const databaseCharts: readonly ChartRow[] = [
  { ...databases, title: "Databases: processor (%)", figures: [["CPUUtilization", "Average", "databases"]] },
  {
    ...databases,
    title: "Databases: connections",
    figures: [["DatabaseConnections", "Maximum", "connections"]],
  },
  {
    ...databases,
    title: "Databases: free memory (bytes)",
    figures: [["FreeableMemory", "Minimum", "memory"]],
  },
  {
    ...databases,
    title: "Databases: free storage (bytes)",
    figures: [["FreeStorageSpace", "Minimum", "storage"]],
  },
];

/** The first node of ElastiCache. */
export const cacheCharts: readonly ChartRow[] = [
  {
    ...cache,
    title: "Cache (%)",
    figures: [
      ["CPUUtilization", "Average", "processor"],
      ["DatabaseMemoryUsagePercentage", "Maximum", "memory"],
    ],
  },
];

/** Each app's service on ECS, a line an app. */
export const serviceCharts = [
  { title: "Apps: processor (%)", metric: "CPUUtilization", statistic: "Average" },
  { title: "Apps: memory (%)", metric: "MemoryUtilization", statistic: "Maximum" },
] as const;
