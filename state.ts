import * as pulumi from "@pulumi/pulumi";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import { createCache, type Cache } from "./components/cache";
import { createCertificate, type Certificate } from "./components/certificate";
import { createDatabase, type Database } from "./components/database";
import type { DatabaseVersion } from "./components/database-version";
import { createFiles, type Files } from "./components/files";
import { createImages, type Images } from "./components/images";
import { createMakeDatabases } from "./components/make-databases";
import { createNetwork, type Network } from "./components/network";
import { createPrivateBucket, type PrivateBucket } from "./components/private-bucket";
import {
  createParameters,
  createStackKey,
  derivedPassword,
  rdsPasswordPurpose,
  type GivenSecret,
  type Secrets,
} from "./components/secrets";
import { createSnapshots, snapshotTag } from "./components/snapshots";
import { tags } from "./components/tags";
import { createZone, type Zone } from "./components/zone";
import type { StatePlan } from "./plan/stack-plan-types";

/** Everything that cannot be rebuilt, and the handles that tiers need of it. */
export interface State {
  readonly network: Network;
  /** What only a box needs: its data volume and the stack's public address. */
  readonly box?: {
    readonly volumeId: pulumi.Output<string>;
    readonly allocationId: pulumi.Output<string>;
    readonly publicIp: pulumi.Output<string>;
  };
  readonly secrets: Secrets;
  /** PostgreSQL on RDS. */
  readonly database?: Database;
  /** After it every app's database and role are there. */
  readonly databasesReady?: pulumi.Resource;
  /** Ends earlier passwords of databases on RDS, when `after` is done. */
  readonly closeEarlierPasswords?: (after: readonly pulumi.Resource[]) => void;
  /** Valkey on ElastiCache. */
  readonly cache?: Cache;
  /** Volumes on EFS. */
  readonly files?: Files;
  readonly bundles: PrivateBucket;
  readonly uploads: PrivateBucket;
  readonly backups: PrivateBucket;
  readonly images: Images;
  readonly zone?: Zone;
  /** Of the load balancer, when the tier has one and the apps have hosts. */
  readonly certificate?: Certificate;
}

/** Days an overwritten or deleted object can be brought back, per bucket. */
const oldVersionDays = { bundles: 30, uploads: 30, backups: 30 } as const;

/**
 * STATEFUL: creates what holds data at the root of the stack. Logical names are a released contract, never changed, and
 * no parent is given: a URN contains its parents' types, so data inside a tier would be deleted with it.
 */
export function createState(
  plan: StatePlan,
  zones: readonly string[],
  given: GivenSecret,
  version?: DatabaseVersion,
): State {
  const { stack, dns } = plan;
  const network = createNetwork({ stack, plan: plan.network, zones, dataSubnets: plan.dataSubnets });
  const key = createStackKey();
  const images = createImages(plan);
  const managed = createManagedState(plan, network, key, version);
  const zone = createZone(stack, dns);
  const names = dns.certificateNames;
  const state = {
    network,
    box: plan.box && createBoxState(plan.stack, plan.box, network),
    ...managed,
    secrets: createParameters(plan, key, given, managed, images.repository),
    bundles: createPrivateBucket({ stack, role: "bundles", oldVersionDays: oldVersionDays.bundles }),
    uploads: createPrivateBucket({ stack, role: "uploads", oldVersionDays: oldVersionDays.uploads }),
    backups: createPrivateBucket({ stack, role: "backups", oldVersionDays: oldVersionDays.backups }),
    images,
    zone,
    certificate:
      names.length > 0
        ? createCertificate("load-balancer", { stack, names, zone, domain: dns.domain })
        : undefined,
  };
  if (state.box) createSnapshots(plan);
  return state;
}

/** What AWS runs for the stack: databases, caches and files that live outside the box. */
function createManagedState(
  plan: StatePlan,
  { vpcId, dataSubnetIds }: Network,
  key: pulumi.Output<string>,
  version?: DatabaseVersion,
) {
  const { stack, apps, rds, elasticache, files } = plan;
  const where = { stack, vpcId, subnetIds: dataSubnetIds };
  const adminPassword = derivedPassword(key, rdsPasswordPurpose, rds?.plan.passwordVersion);
  const database = rds && createDatabase({ ...where, ...rds, version, adminPassword });
  const limits = rds?.plan.connectionLimits ?? {};
  const owners = apps.map((app) => ({ app, connections: limits[app.name] ?? 0 }));
  const databases =
    database &&
    createMakeDatabases({
      ...where,
      database,
      adminPassword,
      rotated: rds.plan.passwordVersion > 1,
      key,
      apps: owners,
    });
  return {
    database,
    databasesReady: databases?.made,
    closeEarlierPasswords: databases?.closeEarlier,
    cache: elasticache && createCache({ ...where, ...elasticache, apps, key }),
    files: files && createFiles({ ...where, folders: files.plan.folders, protect: files.protect }),
  };
}

type BoxStatePlan = NonNullable<StatePlan["box"]>;

function createBoxState(stack: string, plan: BoxStatePlan, network: Network): State["box"] {
  return {
    volumeId: createDataVolume(stack, plan, network),
    ...createAddress(stack, plan, network),
  };
}

/** The box's data volume: databases, files, certificates. Deleting it takes a last snapshot first. */
function createDataVolume(
  stack: string,
  { dataGb, protect }: BoxStatePlan,
  network: Network,
): pulumi.Output<string> {
  const volume = new ebs.Volume(
    "data",
    {
      availabilityZone: network.publicSubnets[0]?.zone ?? pulumi.output(""),
      size: dataGb,
      type: "gp3",
      encrypted: true,
      finalSnapshot: true,
      tags: { ...tags(stack, "data"), ...snapshotTag(stack) },
    },
    { protect, ignoreChanges: ["availabilityZone"] },
  );
  return volume.id;
}

/**
 * The stack's public address: names and clients remember it. AWS may refuse to attach one without a gateway, and does not
 * detach the gateway while one is attached.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eip
 */
function createAddress(stack: string, { protect }: BoxStatePlan, { gateway }: Network) {
  const address = new ec2.Eip(
    "address",
    { domain: "vpc", tags: tags(stack, "address") },
    { protect, dependsOn: gateway },
  );
  return { allocationId: address.allocationId, publicIp: address.publicIp };
}
