import { z } from "zod";
import cacheNodes from "./data/cache-nodes.json";
import databaseClasses from "./data/database-classes.json";
import instanceData from "./data/instance-types.json";
import { version } from "./version-schema";

/** CloudWatch Logs' own set of retention times, up to a year. */
const logDays = z
  .literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365])
  .default(30)
  .describe("Days that logs are kept. Ingestion and storage are billed by the GB; the cost review shows it.");

/** Where the databases live. */
export const databaseHome = z
  .enum(["auto", "box", "rds"])
  .default("auto")
  .describe(
    "Where the databases live. auto: on the box of the compose tier, on RDS above it. rds: on RDS, on the compose tier too. RDS is billed by the hour; the cost review shows it.",
  );

export const rds = z
  .strictObject({
    class: z
      .enum(databaseClasses.classes.map((entry) => entry.class))
      .default("db.t4g.micro")
      .describe("RDS instance class (Graviton). A change interrupts the databases for some minutes."),
    storageGb: z
      .int()
      .min(20)
      .max(65536)
      .default(20)
      .describe("Storage in GB (gp3). It can grow, never shrink."),
    maxStorageGb: z
      .int()
      .min(20)
      .max(65536)
      .default(100)
      .describe("RDS grows the storage by itself up to this size, in GB. Each GB is billed."),
    multiAz: z
      .boolean()
      .default(false)
      .describe(
        "A standby in a second zone that takes over within about a minute. Doubles the price of instance and storage.",
      ),
    backupDays: z
      .int()
      .min(1)
      .max(35)
      .default(7)
      .describe(
        "Days that can be gone back to, to the second. Backups up to the size of the storage are free. Accounts on AWS's free plan may only have 1.",
      ),
    passwordVersion: version.describe(
      "Version of the administrator's password, which no app has. `npm run box -- rotate --rds` raises it by one; then `pulumi up` gives RDS another one, and no app notices. Never lower it: the earlier password would be valid again. Free.",
    ),
  })
  .describe("PostgreSQL on RDS; used when the databases live there.");

export const elasticache = z
  .strictObject({
    node: z
      .enum(cacheNodes.nodes.map((entry) => entry.node))
      .default("cache.t4g.micro")
      .describe("ElastiCache node type (Valkey, Graviton). A change moves the cache to a new node."),
    replicas: z
      .int()
      .min(0)
      .max(2)
      .default(0)
      .describe("Standby nodes in other zones that take over. Each is billed as the first."),
    snapshotDays: z
      .int()
      .min(0)
      .max(35)
      .default(1)
      .describe("Days that daily snapshots of the cache are kept; one snapshot is free. 0 turns them off."),
  })
  .describe(
    "Valkey on ElastiCache; used by the fargate tier, and by the beanstalk tier with cache: elasticache.",
  );

export const beanstalk = z
  .strictObject({
    instance: z
      .enum(instanceData.types.map(({ type }) => type))
      .default("t4g.small")
      .describe(
        "EC2 instance type of each instance (arm64). A change replaces the instances one after the other.",
      ),
    min: z.int().min(1).max(20).default(1).describe("Instances that always run. Used when max is above 1."),
    max: z
      .int()
      .min(1)
      .max(20)
      .default(1)
      .describe(
        "Instances at most. 1: a single instance without a load balancer. More: a load balancer (billed by the hour) and scaling on CPU. Going from 1 to more or back makes a new environment beside the old one.",
      ),
    updates: z
      .enum(["rolling", "immutable"])
      .default("rolling")
      .describe(
        "How a new version comes: rolling on the running instances (a single instance is interrupted for seconds), or on new ones that replace the old when they are healthy (billed double while it lasts).",
      ),
    cache: z
      .enum(["instance", "elasticache"])
      .default("instance")
      .describe(
        "Where Redis runs: on the instance, free, emptied when the instance is replaced, only with max: 1; or on ElastiCache, billed by the hour.",
      ),
    rootGb: z.int().min(12).max(1024).default(16).describe("Root disk of each instance in GB."),
    platformUpdates: z
      .string()
      .regex(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/, "a day and time such as Sun:04:00")
      .default("Sun:04:00")
      .describe("When AWS may update the platform each week, in UTC."),
    logDays,
  })
  .describe("The environment of the beanstalk tier.");

export const fargate = z
  .strictObject({
    spotPercent: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe(
        "Share of tasks above the first that run on Fargate Spot, in percent: far cheaper, and AWS may stop them with two minutes' notice. 100 puts the first on Spot, too.",
      ),
    network: z
      .enum(["public", "nat", "endpoints"])
      .default("public")
      .describe(
        "How tasks reach the internet. public: a public address each, closed to the outside; billed per address. nat: private subnets behind one NAT gateway, billed by the hour and GB. endpoints: private subnets that reach AWS's own services only, billed per endpoint and zone.",
      ),
    exec: z
      .boolean()
      .default(false)
      .describe(
        "Allows a shell in running tasks (ECS Exec). Apps with readOnly: true cannot be entered. Free.",
      ),
    logDays,
  })
  .describe("The cluster of the fargate tier.");

/** How many copies of an app run, and when it gets more. */
export const scale = z
  .strictObject({
    min: z.int().min(1).max(50).default(1).describe("Copies that always run."),
    max: z.int().min(1).max(50).default(1).describe("Copies at most. Each is billed while it runs."),
    cpuPercent: z
      .int()
      .min(10)
      .max(95)
      .default(70)
      .describe("Average CPU that copies are added or removed to hold, in percent of the app's cpu."),
    requestsPerMinute: z
      .int()
      .min(10)
      .max(1_000_000)
      .describe(
        "Requests a minute and copy that copies are added or removed to hold. Default: CPU alone decides.",
      )
      .optional(),
  })
  .describe(
    "Copies of the app on the fargate tier; the box runs one, the beanstalk tier one on each instance.",
  );
