import * as pulumi from "@pulumi/pulumi";
import type * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import type { BoxValues } from "../box/values-file";
import { createApplication } from "../components/beanstalk/application";
import { createEnvironment, type EnvironmentArgs } from "../components/beanstalk/environment";
import { createGroups, type Groups } from "../components/beanstalk/groups";
import { HealthyEnvironment, optionsDigest } from "../components/beanstalk/healthy-environment";
import { createInstanceRole } from "../components/beanstalk/instance-role";
import { sleepingEnvironment } from "../components/beanstalk/sleeping-environment";
import { createVersion } from "../components/beanstalk/version";
import { balancerOf, watchedEnvironment } from "../components/beanstalk/watched";
import { cachePort } from "../components/cache";
import { ProviderWithoutSettings } from "../components/checkout-provider";
import { openGroup } from "../components/closed-group";
import { databasePort } from "../plan/rds-server";
import { filesPort } from "../components/files";
import { accountId, beanstalkZone } from "../components/look-ups";
import { watched } from "../components/watch/watch-tier";
import { createRecords, type Target } from "../components/zone";
import { pointer } from "../plan/dns";
import type { BeanstalkPlan } from "../plan/beanstalk-types";
import { healthPath } from "../plan/health-path";
import { appUrls } from "../plan/urls";
import type { TierArgs, TierResult } from "./contract";

interface Surroundings extends TierArgs {
  readonly beanstalk: BeanstalkPlan;
  readonly parent: pulumi.Resource;
  readonly account: pulumi.Output<string>;
}

/** One environment of Elastic Beanstalk that runs every app with Docker Compose. Compute only. */
export function createBeanstalkTier(args: TierArgs): TierResult {
  const { beanstalk } = args.plan;
  if (!beanstalk) throw new Error("the plan has no environment");
  const parent = new pulumi.ComponentResource("ladder:tiers:Beanstalk", "beanstalk");
  const tier = { ...args, beanstalk, parent, account: accountId() };
  const { environment, version } = createCompute(tier);
  const health = (after: readonly pulumi.Resource[]) => createHealth(tier, environment, version, after);
  const healthy = args.tier.serves ? health([]) : undefined;
  return {
    urls: urlsOf(tier, environment),
    target: targetOf(tier, environment),
    recordsToSet: recordsToSet(tier, environment),
    watched: watchedEnvironment(args.plan, environment),
    ready: [healthy ?? environment],
    sleeper: sleepingEnvironment(beanstalk, environment),
    // A standby that is not well must not keep another tier from serving: it is looked at last.
    publish: (after) => {
      const records = publish(tier, environment, healthy ? [healthy, ...after] : after);
      if (!healthy) health(after);
      return records;
    },
  };
}

function publish(
  tier: Surroundings,
  environment: elasticbeanstalk.Environment,
  after: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { state, plan, parent } = tier;
  if (!state.zone) return [];
  const zoneId = beanstalkZone(plan.region);
  const target = { kind: "alias", name: environment.cname, zoneId } as const;
  const placed = watchedBy(tier, environment, target);
  return createRecords(state.zone, plan.dns.records, placed, target, parent, after);
}

/** Caddy knows apps' hosts only: a single instance is asked under its address, several what their load balancer asks. */
function watchedBy(
  tier: Surroundings,
  { endpointUrl, loadBalancers }: elasticbeanstalk.Environment,
  target: Target,
) {
  const { beanstalk, parent } = tier;
  if (!beanstalk.balanced) return watched(tier, { kind: "address", address: endpointUrl }, parent);
  return watched(
    tier,
    target,
    parent,
    loadBalancers.apply(([arn = ""]) => balancerOf(arn)),
    healthPath,
  );
}

function createCompute(tier: Surroundings) {
  const { plan, state, beanstalk, parent, account } = tier;
  const { stack, region } = plan;
  // Of load balancers; the stack may have it for another tier.
  const certificateArn = beanstalk.balanced ? state.certificate?.arn : undefined;
  const application = createApplication(
    { stack, region, account, application: beanstalk.application },
    parent,
  );
  const groups = createGroups(
    {
      stack,
      vpcId: state.network.vpcId,
      balanced: beanstalk.balanced,
      secure: certificateArn !== undefined,
    },
    parent,
  );
  const version = createVersion(
    { plan, bucket: state.bundles.name, values: valuesOf(tier), application: application.name },
    parent,
  );
  const environment = placeEnvironment(tier, { application, groups, version, certificateArn });
  return { environment, version };
}

type Parts = Pick<EnvironmentArgs, "application" | "groups" | "version" | "certificateArn">;

function placeEnvironment(tier: Surroundings, parts: Parts): elasticbeanstalk.Environment {
  const { plan, state, beanstalk, parent } = tier;
  const { vpcId, publicSubnets, internet } = state.network;
  return createEnvironment(
    {
      ...parts,
      stack: plan.stack,
      plan: beanstalk,
      vpcId,
      subnetIds: publicSubnets.map(({ id }) => id),
      instanceProfile: createProfile(tier),
    },
    parent,
    [
      ...internet,
      ...parts.groups.opened,
      ...openServers(tier, parts.groups),
      ...serversReady(tier),
      ...tier.after,
    ],
  );
}

function createProfile({ plan, state, beanstalk, parent, account }: Surroundings): pulumi.Output<string> {
  const { application, environment } = beanstalk;
  return createInstanceRole(
    {
      plan,
      account,
      application,
      environment,
      bundleBucketArn: state.bundles.arn,
      repositoryArn: state.images.repositoryArn,
      files: state.files,
    },
    parent,
  );
}

/** What the instances must know and only AWS can tell. */
function valuesOf({ plan, state }: Surroundings): pulumi.Output<BoxValues> {
  const { database, files, bundles, backups, images, secrets } = state;
  return pulumi.output({
    region: plan.region,
    bucket: bundles.name,
    backupBucket: backups.name,
    database: database?.identifier,
    images: images.apps,
    edgeImage: images.edge,
    secretVersions: secrets.versionsOfInstances,
    files: files && {
      fileSystemId: files.fileSystemId,
      accessPointIds: (plan.files?.folders ?? []).flatMap((folder) => files.accessPoints[folder]?.id ?? []),
    },
  });
}

/** Databases, cache and files let the instances in. */
function openServers({ state, parent }: Surroundings, groups: Groups): readonly pulumi.Resource[] {
  const servers = [
    { name: "databases", port: databasePort, server: state.database },
    { name: "cache", port: cachePort, server: state.cache },
    { name: "files", port: filesPort, server: state.files },
  ];
  return servers.flatMap(({ name, port, server }) => {
    if (!server) return [];
    const description = `instances of Elastic Beanstalk that use the ${name}`;
    const opening = { groupId: server.securityGroupId, port, fromGroupId: groups.instances, description };
    return [openGroup(`instances-to-${name}`, opening, parent)];
  });
}

function serversReady({ state }: Surroundings): readonly pulumi.Resource[] {
  return [state.databasesReady, state.cache?.server, ...(state.files?.reachable ?? [])].filter(
    (resource) => resource !== undefined,
  );
}

function createHealth(
  { plan, beanstalk, parent }: Surroundings,
  environment: elasticbeanstalk.Environment,
  version: pulumi.Output<string>,
  after: readonly pulumi.Resource[],
): pulumi.Resource {
  const name = beanstalk.balanced ? "balanced" : "single";
  return new HealthyEnvironment(
    name,
    {
      environmentId: environment.id,
      region: plan.region,
      profile: plan.profile,
      version,
      options: optionsDigest(beanstalk),
      readySeconds: beanstalk.readyMinutes * 60,
      healthSeconds: beanstalk.healthSeconds,
    },
    { parent, provider: new ProviderWithoutSettings(name, { parent }), dependsOn: [environment, ...after] },
  );
}

/** Without a domain, a single instance answers under its address, and a load balancer under its own name. */
function urlsOf(
  { plan, beanstalk }: Surroundings,
  environment: elasticbeanstalk.Environment,
): TierResult["urls"] {
  const { endpointUrl, cname } = environment;
  const served = plan.apps.filter((app) => app.kind !== "worker");
  return pulumi.all([endpointUrl, cname]).apply(([address, name]) =>
    Object.fromEntries(
      served.map((app) => {
        const own = app.hosts.length === 0 && beanstalk.balanced ? [`http://${name}`] : appUrls(app, address);
        return [app.name, own] as const;
      }),
    ),
  );
}

/** A single instance's endpoint is its address, which stays as long as the environment. */
function targetOf({ beanstalk }: Surroundings, { endpointUrl, cname }: elasticbeanstalk.Environment) {
  return beanstalk.balanced
    ? { type: "CNAME" as const, value: cname }
    : { type: "A" as const, value: endpointUrl };
}

/** Proofs of ownership, and where each host outside the stack's zone must point. */
function recordsToSet(
  tier: Surroundings,
  environment: elasticbeanstalk.Environment,
): pulumi.Output<readonly string[]> {
  const { type, value } = targetOf(tier, environment);
  const { manual, domain } = tier.plan.dns;
  return pulumi
    .all([tier.state.certificate?.proof ?? [], value])
    .apply(([proofs, target]) => [...proofs, ...manual.map((host) => pointer(host, type, target, domain))]);
}
