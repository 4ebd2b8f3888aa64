import * as pulumi from "@pulumi/pulumi";
import * as elasticache from "@pulumi/aws/elasticache";
import { accessString, noAccess } from "../plan/cache-access";
import { cacheUserId } from "../plan/names";
import type { AppPlan, ElasticachePlan } from "../plan/types";
import { createClosedGroup } from "./closed-group";
import { appPassword, derivedPassword } from "./secrets";
import { tags } from "./tags";

export const cachePort = 6379;

export interface Cache {
  /** Where writes go; another node takes the name over when the first fails. */
  readonly host: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Its first node, as CloudWatch calls it. */
  readonly nodeId: pulumi.Output<string>;
  /** For what must come after it. */
  readonly server: pulumi.Resource;
}

export interface CacheArgs {
  readonly stack: string;
  readonly plan: ElasticachePlan;
  readonly protect: boolean;
  readonly apps: readonly AppPlan[];
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly key: pulumi.Output<string>;
}

/** STATEFUL: Valkey for all apps on ElastiCache: private, TLS only, encrypted, each app held to keys of its own. */
export function createCache(args: CacheArgs): Cache {
  const { stack, plan } = args;
  const securityGroupId = createClosedGroup("cache", {
    stack,
    vpcId: args.vpcId,
    description: "Ladder cache: Valkey from tiers of the stack",
    protect: args.protect,
  });
  const server = new elasticache.ReplicationGroup(
    "cache",
    {
      description: `Ladder cache of ${stack}`,
      engine: "valkey",
      // Major and minor; the provider takes no patch level.
      engineVersion: plan.engineVersion,
      nodeType: plan.node,
      port: cachePort,
      parameterGroupName: createParameterGroup(stack, plan).name,
      ...nodes(plan),
      ...snapshots(plan),
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [createUsers(args)],
      subnetGroupName: createSubnetGroup(args).name,
      securityGroupIds: [securityGroupId],
      autoMinorVersionUpgrade: true,
      // Otherwise `up` succeeds and the change waits for days.
      applyImmediately: true,
      tags: tags(stack, "cache"),
    },
    // AWS installs newer minor versions by itself; after a refresh the older one here would be a downgrade, which replaces
    // the cache. The version counts at the start only: a newer major will be a change of this line, too.
    { protect: args.protect, ignoreChanges: ["engineVersion"] },
  );
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
  const nodeId = pulumi.interpolate`${server.id}-001`;
  return { host: server.primaryEndpointAddress, nodeId, securityGroupId, server };
}

/** A standby only helps when it takes over by itself, which needs two nodes. */
function nodes({ replicas }: ElasticachePlan) {
  return {
    numCacheClusters: 1 + replicas,
    automaticFailoverEnabled: replicas > 0,
    multiAzEnabled: replicas > 0,
  };
}

function snapshots({ snapshotDays }: ElasticachePlan) {
  return {
    snapshotRetentionLimit: snapshotDays,
    ...(snapshotDays > 0 && { snapshotWindow: "02:00-03:00" }),
    maintenanceWindow: "sun:05:00-sun:06:00",
  };
}

/** As on the box: what has an expiry time goes first when memory is full, queues lose nothing. */
function createParameterGroup(stack: string, { family }: ElasticachePlan): elasticache.ParameterGroup {
  return new elasticache.ParameterGroup(`cache-${family}`, {
    family,
    description: `Ladder cache of ${stack}`,
    parameters: [{ name: "maxmemory-policy", value: "volatile-lru" }],
    tags: tags(stack, "cache"),
  });
}

function createSubnetGroup({ stack, subnetIds, protect }: CacheArgs): elasticache.SubnetGroup {
  return new elasticache.SubnetGroup(
    "cache",
    { subnetIds: [...subnetIds], description: `Ladder cache of ${stack}`, tags: tags(stack, "cache") },
    { protect },
  );
}

/**
 * One user an app, with the user name, password and keys it has on the box. The group's `default` user, which clients
 * without a name become, may do nothing.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
function createUsers({ stack, apps, key }: CacheArgs): pulumi.Output<string> {
  const user = (name: string, id: string, is: CacheUser) =>
    new elasticache.User(name, {
      userId: cacheUserId(stack, id),
      userName: is.name,
      engine: "valkey",
      accessString: is.access,
      passwords: [...is.passwords],
      tags: tags(stack, name),
    }).userId;
  const owners = apps.flatMap((app) => {
    const { name, cache } = app;
    if (!cache) return [];
    const owner = { name: cache.user, access: accessString(cache.prefix), passwords: passwordsOf(app, key) };
    return [user(`cache-${name}`, `cache-${name}`, owner)];
  });
  // With a dot, which no app's name has: an app may be called default.
  const nobody = user("cache.default", "nobody", {
    name: "default",
    access: noAccess,
    passwords: [derivedPassword(key, "cache:default")],
  });
  return new elasticache.UserGroup("cache", {
    userGroupId: cacheUserId(stack, "cache"),
    engine: "valkey",
    userIds: [nobody, ...owners],
    tags: tags(stack, "cache"),
  }).userGroupId;
}

/** Today's, and the one before, which copies of the app still use while they are replaced; it ends with the next rotation. */
export function passwordsOf(app: AppPlan, key: pulumi.Output<string>): readonly pulumi.Output<string>[] {
  const versions = app.passwordVersion > 1 ? [app.passwordVersion, app.passwordVersion - 1] : [1];
  return versions.map((version) => appPassword(key, app, "CACHE_PASSWORD", version));
}

interface CacheUser {
  /** What clients say; `name` of the resource and its id in AWS are others. */
  readonly name: string;
  readonly access: string;
  /** AWS takes up to two: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html */
  readonly passwords: readonly pulumi.Output<string>[];
}
