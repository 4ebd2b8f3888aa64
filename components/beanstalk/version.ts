import * as pulumi from "@pulumi/pulumi";
import * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import * as random from "@pulumi/random";
import * as s3 from "@pulumi/aws/s3";
import { beanstalkFiles } from "../../box/beanstalk/bundle-files";
import { sourceBundle } from "../../box/beanstalk/source-bundle";
import type { BoxValues } from "../../box/values-file";
import type { Plan } from "../../plan/types";
import { createStaticFolders } from "../static-folders";
import { tags } from "../tags";

const shownDigest = 12;

export interface VersionArgs {
  readonly plan: Plan;
  readonly bucket: pulumi.Output<string>;
  readonly values: pulumi.Output<BoxValues>;
  readonly application: pulumi.Output<string>;
}

/**
 * Uploads the source bundle and makes it known under a label with its checksum. Old ones stay, so that the environment can
 * go back to them; the application's lifecycle removes the oldest. Random characters, because a bundle that comes back
 * after a revert would else have the label of one that is still known, which AWS refuses.
 */
export function createVersion(args: VersionArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { plan, bucket } = args;
  const files = beanstalkFiles(plan);
  const folders = createStaticFolders(plan.apps, bucket, parent);
  const bundle = args.values.apply((values) => sourceBundle(files, values));
  const digest = bundle.digest;
  const object = new s3.BucketObjectv2(
    "bundle",
    {
      bucket,
      key: pulumi.interpolate`beanstalk/${digest}.zip`,
      contentType: "application/zip",
      source: bundle.files.apply(archiveOf),
    },
    { parent, retainOnDelete: true },
  );
  const suffix = new random.RandomId("version", { byteLength: 3, keepers: { digest } }, { parent });
  const version = new elasticbeanstalk.ApplicationVersion(
    "version",
    {
      application: args.application,
      name: pulumi.interpolate`${digest.apply((text) => text.slice(0, shownDigest))}-${suffix.hex}`,
      bucket,
      key: object.key,
      tags: tags(plan.stack, "version"),
    },
    { parent, retainOnDelete: true, dependsOn: [...folders] },
  );
  return version.name;
}

/** The same bytes for the same files: Pulumi's archives have no times. They have no modes either; hooks need none. */
function archiveOf(files: Readonly<Record<string, string>>): pulumi.asset.AssetArchive {
  const assets = Object.entries(files).map(
    ([path, content]) => [path, new pulumi.asset.StringAsset(content)] as const,
  );
  return new pulumi.asset.AssetArchive(Object.fromEntries(assets));
}
