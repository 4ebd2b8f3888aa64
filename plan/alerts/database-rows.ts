import type { AlarmRow, AlarmRule } from "./alarm";

/** What the thresholds of databases on RDS are shares of. */
export interface DatabaseFacts {
  readonly storageGb: number;
  readonly memoryMb: number;
  readonly maxConnections: number;
}

const kilo = 1024;

/** RDS's figures come every minute; nothing is sent by a server that is stopped. */
const rule: Omit<AlarmRule, "metric" | "statistic"> = {
  namespace: "AWS/RDS",
  period: 300,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missing: "notBreaching",
};
const databases = { ...rule, target: "databases" } as const;

/** PostgreSQL on RDS. */
export const databaseRows: readonly AlarmRow<DatabaseFacts>[] = [
  {
    ...databases,
    name: "databases-storage",
    level: "few",
    metric: "FreeStorageSpace",
    statistic: "Minimum",
    breach: "below",
    // Of what the settings say: RDS may have grown it, then the alarm comes later than it would, but in time.
    threshold: ({ diskPercent }, { storageGb }) =>
      Math.round(storageGb * (1 - diskPercent / 100) * kilo ** 3),
    means:
      "The databases' storage is nearly full; they stop when it is. RDS grows it by itself up to `rds.maxStorageGb`.",
    first: "look for what grew, or raise `rds.storageGb` and `rds.maxStorageGb`, which needs no stop.",
  },
  {
    ...databases,
    name: "databases-connections",
    level: "few",
    metric: "DatabaseConnections",
    statistic: "Maximum",
    breach: "above",
    threshold: ({ connectionsPercent }, { maxConnections }) =>
      Math.floor((maxConnections * connectionsPercent) / 100),
    means: "The databases have few connections left; apps get errors when there are none.",
    first: "restart the app that keeps them, lower its `connections`, or a larger `rds.class`.",
  },
  {
    ...databases,
    name: "databases-cpu",
    level: "all",
    metric: "CPUUtilization",
    statistic: "Average",
    breach: "above",
    threshold: ({ cpuPercent }) => cpuPercent,
    means: "The databases' processor has been busy for 15 minutes.",
    first: "find the slow query in pg_stat_statements; a larger `rds.class` if all are quick.",
  },
  {
    ...databases,
    name: "databases-memory",
    level: "all",
    metric: "FreeableMemory",
    statistic: "Minimum",
    breach: "below",
    threshold: ({ memoryPercent }, { memoryMb }) =>
      Math.round(memoryMb * (1 - memoryPercent / 100) * kilo ** 2),
    means: "The databases' memory is nearly used up; they become slow, and may be restarted by RDS.",
    first: "fewer connections (`connections` of apps), or a larger `rds.class`.",
  },
];

/** Classes of the T family run on beyond their credits, and AWS bills it. */
export const databaseCreditRows: readonly AlarmRow[] = [
  {
    ...databases,
    name: "databases-credits",
    level: "all",
    metric: "CPUCreditBalance",
    statistic: "Minimum",
    breach: "below",
    threshold: ({ cpuCredits }) => cpuCredits,
    means: "The databases' CPU credits are nearly gone; from then on each busy vCPU-hour is billed.",
    first: "find the slow query in pg_stat_statements; a class of the M or R family if the load is real.",
  },
];
