import * as pulumi from "@pulumi/pulumi";
import type { BoxValues } from "../box/bundle-document";
import { userData } from "../box/user-data";
import { createBoxFirewall } from "../components/box-firewall";
import { createBoxInstance, type BoxInstance } from "../components/box-instance";
import { createBoxRole } from "../components/box-role";
import { createBundle, type Bundle } from "../components/bundle";
import { accountId } from "../components/look-ups";
import { RunOnBox } from "../components/run-on-box";
import { createRecords } from "../components/zone";
import type { Plan } from "../plan/types";
import { appUrls } from "../plan/urls";
import type { TierArgs, TierResult } from "./contract";

/** One EC2 instance that runs every app with Docker Compose. Compute only: it can be rebuilt from state at any time. */
export function createComposeTier(args: TierArgs): TierResult {
  const { plan, state, tier } = args;
  const parent = new pulumi.ComponentResource("ladder:tiers:Compose", "compose");
  const bundle = createBundle({ plan, bucket: state.bundles.name, values: boxValues(args) }, parent);
  applyBundle(plan, createBox(args, parent), bundle, parent);
  if (state.zone) createRecords(state.zone, plan.dns.records, tier, state.address.publicIp, parent);
  return { urls: composeUrls(args), address: state.address.publicIp };
}

function createBox({ plan, state }: TierArgs, parent: pulumi.Resource): BoxInstance {
  const { stack, region } = plan;
  return createBoxInstance(
    {
      stack,
      plan: plan.box,
      subnetId: firstSubnet(state.network.publicSubnets),
      securityGroupId: createBoxFirewall(stack, state.network.vpcId, parent),
      instanceProfile: createBoxRole(
        {
          stack,
          region,
          account: accountId(),
          bundleBucketArn: state.bundles.arn,
          repositoryArn: state.images.repositoryArn,
        },
        parent,
      ),
      userData: pulumi
        .all([state.bundles.name, state.volume.id])
        .apply(([bucket, volumeId]) => userData(plan, { region, bucket, volumeId })),
      volumeId: state.volume.id,
      allocationId: state.address.allocationId,
    },
    parent,
  );
}

function applyBundle(plan: Plan, box: BoxInstance, bundle: Bundle, parent: pulumi.Resource): void {
  new RunOnBox(
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
    [bundle.uploaded, ...box.attachments],
  );
}

/** What the box must know and only AWS can tell. */
function boxValues({ plan, state }: TierArgs): pulumi.Output<BoxValues> {
  return pulumi.output({
    address: state.address.publicIp,
    region: plan.region,
    bucket: state.bundles.name,
    backupBucket: state.backups.name,
    images: state.images.apps,
    edgeImage: state.images.edge,
    secretVersions: state.secretVersions,
  });
}

function composeUrls({ plan, state }: TierArgs): TierResult["urls"] {
  return state.address.publicIp.apply((address) =>
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
