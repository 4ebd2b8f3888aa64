import * as pulumi from "@pulumi/pulumi";
import type { BoxValues } from "../box/bundle-document";
import { userData } from "../box/user-data";
import { createBoxFirewall } from "../components/box-firewall";
import { createBoxInstance, type BoxInstance } from "../components/box-instance";
import { createBoxRole } from "../components/box-role";
import { createBundle, type Bundle } from "../components/bundle";
import { openGroup } from "../components/closed-group";
import { accountId } from "../components/look-ups";
import { RunOnBox } from "../components/run-on-box";
import { watched } from "../components/watch/watch-tier";
import { createRecords } from "../components/zone";
import { pointer } from "../plan/dns";
import { namedRepositories } from "../plan/ecr-repository";
import { databasePort } from "../plan/rds-server";
import type { Plan } from "../plan/types";
import { appUrls } from "../plan/urls";
import type { TierArgs, TierResult } from "./contract";

/** One EC2 instance that runs every app with Docker Compose. Compute only: it can be rebuilt from state at any time. */
export function createComposeTier(args: TierArgs): TierResult {
  const { plan, state, after } = args;
  const parent = new pulumi.ComponentResource("ladder:tiers:Compose", "compose");
  const values = boxValues(args);
  // A new box looks for it by itself, so that the bundle, too, has to wait.
  const bundle = createBundle({ plan, bucket: state.bundles.name, values, after }, parent);
  const group = createBoxFirewall(plan.stack, state.network.vpcId, parent);
  const box = createBox(args, group, parent);
  const applied = applyBundle(plan, box, bundle, parent, openDatabases(args, group, parent));
  return {
    urls: composeUrls(args),
    target: { type: "A", value: boxState(args).publicIp },
    ...recordsToSet(args),
    ready: [applied],
    publish: (healthy) => publish(args, parent, healthy),
    boxId: box.id,
    sleeper: { kind: "box", instanceId: box.id },
    watched: { box: { InstanceId: box.id }, stack: { Stack: pulumi.output(plan.stack) } },
  };
}

/** Where each host outside the stack's zone must point. */
function recordsToSet(args: TierArgs): Pick<TierResult, "recordsToSet"> {
  const { manual, domain } = args.plan.dns;
  if (manual.length === 0) return {};
  const { publicIp } = boxState(args);
  return {
    recordsToSet: publicIp.apply((address) => manual.map((host) => pointer(host, "A", address, domain))),
  };
}

function publish(
  args: TierArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { plan, state } = args;
  if (!state.zone) return [];
  const target = { kind: "address", address: boxState(args).publicIp } as const;
  return createRecords(state.zone, plan.dns.records, watched(args, target, parent), target, parent, after);
}

function boxState({ state }: TierArgs): NonNullable<TierArgs["state"]["box"]> {
  if (!state.box) throw new Error("the state has no volume and no address for a box");
  return state.box;
}

/** Databases on RDS let the box in, and are made before it needs them. */
function openDatabases(
  { state: { database, databasesReady } }: TierArgs,
  fromGroupId: pulumi.Output<string>,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  if (!database || !databasesReady) return [];
  const opening = {
    groupId: database.securityGroupId,
    port: databasePort,
    fromGroupId,
    description: "the box",
  };
  return [openGroup("box-to-databases", opening, parent), databasesReady];
}

function createBox(
  args: TierArgs,
  securityGroupId: pulumi.Output<string>,
  parent: pulumi.Resource,
): BoxInstance {
  const { plan, state } = args;
  const { stack, region } = plan;
  const { volumeId, allocationId } = boxState(args);
  return createBoxInstance(
    {
      stack,
      plan: plan.box,
      subnetId: firstSubnet(state.network.publicSubnets),
      securityGroupId,
      instanceProfile: createBoxRole(
        {
          stack,
          region,
          account: accountId(),
          figures: plan.alerts?.figures !== undefined,
          bundleBucketArn: state.bundles.arn,
          backupBucketArn: state.backups.arn,
          keepsLog: plan.backups.pointInTimeDays > 0,
          otherBackupBuckets: Object.values(plan.backups.others ?? {}).toSorted(),
          repositoryArn: state.images.repositoryArn,
          namedRepositories: namedRepositories(plan.apps),
        },
        parent,
      ),
      userData: pulumi
        .all([state.bundles.name, volumeId])
        .apply(([bucket, id]) => userData(plan, { region, bucket, volumeId: id })),
      volumeId,
      allocationId,
    },
    parent,
  );
}

function applyBundle(
  plan: Plan,
  box: BoxInstance,
  bundle: Bundle,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): pulumi.Resource {
  return new RunOnBox(
    "box",
    {
      instanceId: box.id,
      region: plan.region,
      bundleVersion: bundle.version,
      bundleUpload: bundle.upload,
      timeoutSeconds: plan.box.applyTimeoutMinutes * 60,
      profile: plan.profile,
    },
    parent,
    [bundle.uploaded, ...box.attachments, ...after],
  );
}

/** What the box must know and only AWS can tell. */
function boxValues(args: TierArgs): pulumi.Output<BoxValues> {
  const { plan, state } = args;
  return pulumi.output({
    address: boxState(args).publicIp,
    region: plan.region,
    bucket: state.bundles.name,
    backupBucket: state.backups.name,
    images: state.images.apps,
    edgeImage: state.images.edge,
    rdsHost: state.database?.host,
    secretVersions: state.secrets.versions,
  });
}

function composeUrls(args: TierArgs): TierResult["urls"] {
  const { plan } = args;
  return boxState(args).publicIp.apply((address) =>
    Object.fromEntries(
      plan.apps.filter((app) => app.kind !== "worker").map((app) => [app.name, appUrls(app, address)]),
    ),
  );
}

function firstSubnet(subnets: TierArgs["state"]["network"]["publicSubnets"]): pulumi.Output<string> {
  const [first] = subnets;
  if (!first) throw new Error("the plan has no public subnet");
  return first.id;
}
