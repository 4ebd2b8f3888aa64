import { z } from "zod";
import { advice } from "./advice-schema";
import { alerts } from "./alerts-schema";
import { appSchema, hostName, name } from "./app-schema";
import { backups } from "./backups-schema";
import { budget } from "./budget-schema";
import instanceData from "./data/instance-types.json";
import { email } from "./email-schema";
import { github } from "./github-schema";
import { beanstalk, databaseHome, elasticache, fargate, rds } from "./managed-schema";
import postgresData from "./data/postgres-majors.json";
import { schedule } from "./schedule-schema";
import { triggers } from "./triggers-schema";

/** Tiers that exist. For a new one the compiler asks for a case in tiers/index.ts; docs/codemap.md names the rest. */
export const tierNames = ["compose", "beanstalk", "fargate"] as const;

const box = z
  .strictObject({
    instance: z
      .enum(instanceData.types.map(({ type }) => type))
      .default("t4g.micro")
      .describe(
        "EC2 instance type (arm64). A change stops and starts the box, about two minutes. The cost review prices it.",
      ),
    credits: z
      .enum(["standard", "unlimited"])
      .default("standard")
      .describe(
        "CPU credits of burstable types. standard: slowed down when used up, never billed. unlimited: surplus is billed per vCPU-hour. Counts on the compose tier only.",
      ),
    image: z
      .string()
      .regex(/^ami-[0-9a-f]{8,17}$/, "an AMI id such as ami-0123456789abcdef0")
      .describe(
        "AMI of the box. Default: the newest Ubuntu 24.04 LTS arm64 at the first up, kept from then on. Setting or changing it REPLACES the box; the data volume stays.",
      )
      .optional(),
    rootGb: z
      .int()
      .min(12)
      .max(1024)
      .default(16)
      .describe(
        "Root disk in GB (system and images). Growing it changes the disk in place; it cannot shrink.",
      ),
    dataGb: z
      .int()
      .min(4)
      .max(16384)
      .default(20)
      .describe("Data volume in GB (databases, files, certificates). It can grow, never shrink."),
    databaseMemoryMb: z
      .int()
      .min(96)
      .max(65536)
      .default(192)
      .describe("Memory limit of PostgreSQL in MiB. A change restarts it."),
    postgres: z
      .literal(postgresData.majors.map(({ major }) => major))
      .default(postgresData.default)
      .describe(
        "Major version of PostgreSQL. A higher one copies all databases into a new folder: apps with a database are away for minutes, the old folder is kept. A lower one is refused by the box. Also the version of RDS, on every tier: there a higher one is an upgrade in place.",
      ),
    cacheMemoryMb: z
      .int()
      .min(16)
      .max(65536)
      .default(48)
      .describe(
        "Memory limit of Redis in MiB, on the box or on an instance of Beanstalk; used when an app has cache: true. ElastiCache has the memory of its type instead; npm run compare gives other platforms as much.",
      ),
    cachePolicy: z
      .enum(["volatile-lru", "allkeys-lru", "noeviction"])
      .default("volatile-lru")
      .describe(
        "What Redis drops when its memory is full. volatile-lru: keys with an expiry time, so caches shrink and queues lose nothing. allkeys-lru: any key, jobs of queues too. noeviction: none, writes fail for every app. A change restarts Redis, keys stay. Counts on the box and on an instance of Beanstalk; ElastiCache keeps volatile-lru.",
      ),
    applyTimeoutMinutes: z
      .int()
      .min(1)
      .max(120)
      .default(15)
      .describe(
        "How long `pulumi up` waits for the box to take a change, its first boot included. Then it fails; the box goes on by itself. Free.",
      ),
    moveTimeoutMinutes: z
      .int()
      .min(5)
      .max(2880)
      .default(240)
      .describe(
        "How long `pulumi up` waits while a switch moves the databases between the box and RDS. Then it fails; the move goes on by itself, and the next up waits again. Free.",
      ),
  })
  .describe("The single box of the compose tier.");

const amountOf = (what: string) => z.number().min(0).max(1e12).describe(what).optional();

const usage = z
  .strictObject({
    requestsPerMonth: amountOf("Requests a month to all apps together."),
    egressGb: amountOf("GB sent to the internet a month."),
    users: amountOf("Monthly active users; gives requests and egress where those are not set."),
  })
  .describe("Assumptions of the cost review; they change no resource. Default: what the tier is meant for.");

/** Everything under `ladder:` in a stack's settings file. */
export const settingsSchema = z
  .strictObject({
    tier: z.enum(tierNames).default("compose").describe("How the apps are run, and how much is spent on it."),
    retire: z
      .enum([...tierNames, "rds"])
      .describe(
        "What a switch left behind and is to go: a tier that no longer serves, or RDS when nothing needs it. Takes two updates: the first lifts its protection, the second removes it, with a last snapshot of what held data. While databases are still there, one more goes before, which moves them.",
      )
      .optional(),
    leaveDatabases: z
      .array(name(40))
      .max(50)
      .default([])
      .describe(
        "Databases that are given up: of apps that left the settings, which may stay behind when the others move, and go with what is retired, as no move takes them along; and those on a server or volume that somebody removed by hand, in whose place an empty one may be made. Without it all of these are refused. A change restarts nothing. Free.",
      ),
    traffic: z
      .int()
      .min(1)
      .max(100)
      .default(100)
      .describe(
        "Share of visitors that the tier which serves gets while another stands by, in percent; the standby gets the rest. Changes weights of DNS records, nothing else. Free.",
      ),
    triggers: triggers.prefault({}),
    domain: hostName
      .describe(
        "Domain of the apps. Without one: plain HTTP under <app>.<address>.sslip.io. A hosted zone is billed by the month, the cost review shows it.",
      )
      .optional(),
    zoneId: z
      .string()
      .regex(/^Z[A-Z0-9]{5,31}$/, "a Route 53 zone id such as Z0123456789ABCDEFGHIJ")
      .describe(
        "Existing Route 53 zone of the domain. Without it the stack makes the zone and prints its name servers.",
      )
      .optional(),
    email: email
      .describe("Contact given to the certificate authority. A change restarts nothing.")
      .optional(),
    apps: z.array(appSchema).min(1).max(1000).describe("The portfolio."),
    secrets: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .default({})
      .describe(
        "Values of given secrets by app and name, each set with: pulumi config set --secret --path 'ladder:secrets.<app>.<NAME>' -s <stack>.",
      ),
    dns: z
      .enum(["route53", "manual"])
      .default("route53")
      .describe(
        "Who answers for the domain. route53: a zone of the stack or zoneId. manual: you, elsewhere; the records to set are printed. A switch of tiers then moves traffic only when you change them.",
      ),
    database: databaseHome,
    box: box.prefault({}),
    rds: rds.prefault({}),
    elasticache: elasticache.prefault({}),
    beanstalk: beanstalk.prefault({}),
    fargate: fargate.prefault({}),
    network: z
      .strictObject({
        cidr: z
          .cidrv4()
          .default("10.20.0.0/16")
          .describe("Address range of the VPC, /16 to /20. It cannot change: the network is protected."),
      })
      .describe("The stack's private network (VPC). Free.")
      .prefault({}),
    backups: backups.prefault({}),
    budget: budget.optional(),
    schedule: schedule.optional(),
    alerts: alerts.optional(),
    github: github.optional(),
    advice: advice.prefault({}),
    usage: usage.optional(),
    freeTier: z
      .enum(["none", "legacy", "credits"])
      .default("none")
      .describe(
        "Free allowances of the account, shown as lines of the cost review: none (only those that never end), legacy (first 12 months of an account opened before 2025-07-15), credits (sign-up credits of later ones).",
      ),
  })
  .describe("Settings of a Ladder stack.");

export type Settings = Omit<z.output<typeof settingsSchema>, "secrets">;
export type AppSettings = z.output<typeof appSchema>;
export type Tier = (typeof tierNames)[number];
