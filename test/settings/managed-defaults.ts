/** What the settings of the managed tiers are when nothing is set: the cheapest that work. */
export const managedDefaults = {
  rds: {
    class: "db.t4g.micro",
    storageGb: 20,
    maxStorageGb: 100,
    multiAz: false,
    backupDays: 7,
    passwordVersion: 1,
  },
  elasticache: { node: "cache.t4g.micro", replicas: 0, snapshotDays: 1 },
  beanstalk: {
    instance: "t4g.small",
    min: 1,
    max: 1,
    updates: "rolling",
    cache: "instance",
    rootGb: 16,
    platformUpdates: "Sun:04:00",
    logDays: 30,
  },
  fargate: { spotPercent: 0, network: "public", exec: false, logDays: 30 },
} as const;
