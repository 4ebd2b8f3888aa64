import * as pulumi from "@pulumi/pulumi";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import { createImages, type Images } from "./components/images";
import { createNetwork, type Network } from "./components/network";
import { createPrivateBucket, type PrivateBucket } from "./components/private-bucket";
import { createParameters, createStackKey, type GivenSecret } from "./components/secrets";
import { createSnapshots, snapshotTag } from "./components/snapshots";
import { tags } from "./components/tags";
import { createZone, type Zone } from "./components/zone";
import type { Plan } from "./plan/types";

/** Everything that cannot be rebuilt, and the handles that tiers need of it. */
export interface State {
  readonly network: Network;
  readonly volume: { readonly id: pulumi.Output<string> };
  readonly address: {
    readonly allocationId: pulumi.Output<string>;
    readonly publicIp: pulumi.Output<string>;
  };
  /** Changes with the value of any secret. */
  readonly secretVersions: pulumi.Output<string>;
  readonly bundles: PrivateBucket;
  readonly uploads: PrivateBucket;
  readonly backups: PrivateBucket;
  readonly images: Images;
  readonly zone?: Zone;
}

/** Days an overwritten or deleted object can be brought back, per bucket. */
const oldVersionDays = { bundles: 30, uploads: 30, backups: 90 } as const;

/**
 * STATEFUL: creates what holds data at the root of the stack. Logical names are a released contract, never changed, and
 * no parent is given: a URN contains its parents' types, so data inside a tier would be deleted with it.
 */
export function createState(plan: Plan, zones: readonly string[], given: GivenSecret): State {
  const { stack } = plan;
  const network = createNetwork({ stack, plan: plan.network, zones });
  const images = createImages(plan);
  const state = {
    network,
    secretVersions: createParameters(plan, createStackKey(), given, images.repository),
    volume: createDataVolume(plan, network),
    address: createAddress(stack, network),
    bundles: createPrivateBucket({ stack, role: "bundles", oldVersionDays: oldVersionDays.bundles }),
    uploads: createPrivateBucket({ stack, role: "uploads", oldVersionDays: oldVersionDays.uploads }),
    backups: createPrivateBucket({ stack, role: "backups", oldVersionDays: oldVersionDays.backups }),
    images,
    zone: createZone(stack, plan.dns),
  };
  createSnapshots(plan);
  return state;
}

/** The box's data volume: databases, files, certificates. Deleting it takes a last snapshot first. */
function createDataVolume({ stack, box }: Plan, network: Network): State["volume"] {
  const volume = new ebs.Volume(
    "data",
    {
      availabilityZone: network.publicSubnets[0]?.zone ?? pulumi.output(""),
      size: box.dataGb,
      type: "gp3",
      encrypted: true,
      finalSnapshot: true,
      tags: { ...tags(stack, "data"), ...snapshotTag(stack) },
    },
    { protect: true, ignoreChanges: ["availabilityZone"] },
  );
  return { id: volume.id };
}

/**
 * The stack's public address: names and clients remember it. AWS may refuse to attach one without a gateway, and does not
 * detach the gateway while one is attached.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eip
 */
function createAddress(stack: string, { gateway }: Network): State["address"] {
  const address = new ec2.Eip(
    "address",
    { domain: "vpc", tags: tags(stack, "address") },
    { protect: true, dependsOn: gateway },
  );
  return { allocationId: address.allocationId, publicIp: address.publicIp };
}
