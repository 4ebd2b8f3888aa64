import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as rds from "@pulumi/aws/rds";
import { databaseIdentifierPrefix } from "../plan/names";
import type { RdsPlan } from "../plan/types";
import { createClosedGroup } from "./closed-group";
import { tags } from "./tags";

export const databasePort = 5432;
/** Not `postgres`, which everybody guesses; `rdsadmin` is AWS's own. */
export const databaseAdmin = "ladder";

export interface Database {
  readonly host: pulumi.Output<string>;
  readonly identifier: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** The server itself, for what must come after it. */
  readonly server: pulumi.Resource;
}

export interface DatabaseArgs {
  readonly stack: string;
  readonly plan: RdsPlan;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly adminPassword: pulumi.Output<string>;
  /** Start of the half hour in which RDS makes its daily backup, `03:00` in UTC. */
  readonly backupTimeUtc: string;
}

/** STATEFUL: PostgreSQL for all apps on RDS: private, encrypted, TLS only, backed up, and hard to delete. */
export function createDatabase(args: DatabaseArgs): Database {
  const { stack, plan } = args;
  const securityGroupId = createClosedGroup("databases", {
    stack,
    vpcId: args.vpcId,
    description: "Ladder databases: PostgreSQL from the stack's own tiers",
  });
  const server = new rds.Instance(
    "databases",
    {
      identifierPrefix: databaseIdentifierPrefix(stack),
      ...engine(plan),
      ...storage(plan),
      ...protection(args),
      username: databaseAdmin,
      password: args.adminPassword,
      port: databasePort,
      publiclyAccessible: false,
      dbSubnetGroupName: createSubnetGroup(args).name,
      vpcSecurityGroupIds: [securityGroupId],
      parameterGroupName: createParameterGroup(stack, plan).name,
      multiAz: plan.multiAz,
      // Otherwise `up` succeeds and the change waits for days.
      applyImmediately: true,
      tags: tags(stack, "databases"),
    },
    { protect: true, customTimeouts: { create: "60m", update: "120m", delete: "60m" } },
  );
  return { host: server.address, identifier: server.identifier, securityGroupId, server };
}

/**
 * The major version alone: AWS installs minor ones, and a full version would be pulled back (hashicorp/terraform-provider-aws#39579).
 * Without extended support AWS upgrades the major version at the end of standard support instead of billing for it:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-creating-db-instance.html
 */
function engine(plan: RdsPlan) {
  return {
    engine: "postgres",
    engineVersion: plan.majorVersion,
    autoMinorVersionUpgrade: true,
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    instanceClass: plan.class,
  } as const;
}

/** Below 400 GB, gp3 takes neither IOPS nor throughput. */
function storage(plan: RdsPlan) {
  return {
    storageType: "gp3",
    storageEncrypted: true,
    allocatedStorage: plan.storageGb,
    maxAllocatedStorage: Math.max(plan.maxStorageGb, plan.storageGb),
  } as const;
}

/** A fixed name of the last snapshot would collide the second time (terraform-aws-modules/terraform-aws-rds#445). */
function protection({ stack, plan, backupTimeUtc }: DatabaseArgs) {
  const suffix = new random.RandomId("databases-final-snapshot", { byteLength: 4 });
  return {
    backupRetentionPeriod: plan.backupDays,
    backupWindow: windowFrom(backupTimeUtc, 30),
    maintenanceWindow: maintenanceAfter(backupTimeUtc),
    deleteAutomatedBackups: false,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: pulumi.interpolate`${databaseIdentifierPrefix(stack)}final-${suffix.hex}`,
  };
}

function createSubnetGroup({ stack, subnetIds }: DatabaseArgs): rds.SubnetGroup {
  return new rds.SubnetGroup(
    "databases",
    {
      subnetIds: [...subnetIds],
      description: `Ladder databases of ${stack}`,
      tags: tags(stack, "databases"),
    },
    { protect: true },
  );
}

/** One group per major version: AWS does not change the family of a group that is in use. */
function createParameterGroup(stack: string, plan: RdsPlan): rds.ParameterGroup {
  return new rds.ParameterGroup(
    `databases-${plan.majorVersion}`,
    {
      family: `postgres${plan.majorVersion}`,
      description: `Ladder databases of ${stack}`,
      parameters: [
        { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
        { name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" },
      ],
      tags: tags(stack, "databases"),
    },
    { protect: true },
  );
}

/** `03:00` -> `03:00-03:30`. */
function windowFrom(time: string, minutes: number): string {
  return `${time}-${later(time, minutes)}`;
}

/** Half an hour on Sunday, well after the backup: AWS refuses windows that overlap. */
function maintenanceAfter(time: string): string {
  const start = later(time, 60);
  const day = start < time ? "mon" : "sun";
  const end = later(time, 90);
  return `${day}:${start}-${end < start ? "mon" : day}:${end}`;
}

function later(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const total = (hour * 60 + minute + minutes) % (24 * 60);
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}
