import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as rds from "@pulumi/aws/rds";
import { databaseIdentifierPrefix } from "../plan/names";
import { databaseAdmin, databasePort } from "../plan/rds-server";
import type { RdsPlan } from "../plan/types";
import { createClosedGroup } from "./closed-group";
import type { DatabaseVersion } from "./database-version";
import { tags } from "./tags";

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
  /** By Pulumi and by AWS. */
  readonly protect: boolean;
  /** What the running server says of its version; a new one has the plan's major one. */
  readonly version?: DatabaseVersion;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly adminPassword: pulumi.Output<string>;
}

/** STATEFUL: PostgreSQL for all apps on RDS: private, encrypted, TLS only, backed up, and hard to delete. */
export function createDatabase(args: DatabaseArgs): Database {
  const { stack, plan, protect } = args;
  const securityGroupId = createClosedGroup("databases", {
    stack,
    vpcId: args.vpcId,
    description: "Ladder databases: PostgreSQL from tiers of the stack",
    protect,
  });
  const server = new rds.Instance(
    "databases",
    {
      identifierPrefix: databaseIdentifierPrefix(stack),
      ...engine(args),
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
    {
      protect,
      ignoreChanges: args.version?.kept ? ["engineVersion"] : [],
      customTimeouts: { create: "60m", update: "120m", delete: "60m" },
    },
  );
  return { host: server.address, identifier: server.identifier, securityGroupId, server };
}

/**
 * The major version alone: AWS installs minor ones, and a full version would be pulled back (hashicorp/terraform-provider-aws#39579);
 * only an upgrade names a whole one, and from then on the version is left alone until the next (database-version.ts).
 * The settings alone decide the major one, so an upgrade is allowed whenever they name a newer; RDS makes a snapshot first:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.Process.html
 * Without extended support AWS upgrades the major version at the end of standard support instead of billing for it:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-creating-db-instance.html
 * No CA is named: RDS renews its certificate and moves on to newer ones by itself.
 */
function engine({ plan, version }: DatabaseArgs) {
  return {
    engine: "postgres",
    engineVersion: version?.version ?? plan.majorVersion,
    autoMinorVersionUpgrade: true,
    allowMajorVersionUpgrade: true,
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
    maxAllocatedStorage: plan.maxStorageGb,
  } as const;
}

/** A fixed name of the last snapshot would collide the second time (terraform-aws-modules/terraform-aws-rds#445). */
function protection({ stack, plan, protect }: DatabaseArgs) {
  const suffix = new random.RandomId("databases-final-snapshot", { byteLength: 4 });
  return {
    backupRetentionPeriod: plan.backupDays,
    backupWindow: plan.backupWindow,
    maintenanceWindow: plan.maintenanceWindow,
    deleteAutomatedBackups: false,
    copyTagsToSnapshot: true,
    deletionProtection: protect,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: pulumi.interpolate`${databaseIdentifierPrefix(stack)}final-${suffix.hex}`,
  };
}

function createSubnetGroup({ stack, subnetIds, protect }: DatabaseArgs): rds.SubnetGroup {
  return new rds.SubnetGroup(
    "databases",
    {
      subnetIds: [...subnetIds],
      description: `Ladder databases of ${stack}`,
      tags: tags(stack, "databases"),
    },
    { protect },
  );
}

/**
 * One group per major version: AWS does not change the family of a group that is in use. That of an older major stays, for
 * snapshots and backups of then:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html (parameter group considerations)
 */
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
    { retainOnDelete: true },
  );
}
