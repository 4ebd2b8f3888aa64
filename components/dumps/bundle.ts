import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import { bundleDocument } from "../../box/bundle-document";
import { dumpsBundle } from "../../box/dumps/dumps-bundle";
import { dumpsName, type DumpsArgs } from "./create-dumps";

/** In the bundle bucket. */
export const dumpsBundleKey = "dumps/bundle.json";

/** The task's programs and what they need to know; each run takes the newest. */
export function createDumpsBundle({ plan, database, bundles, backups }: DumpsArgs): pulumi.Resource {
  const files = dumpsBundle(plan);
  const content = pulumi
    .all([bundles.name, backups.name, database.host])
    .apply(([bucket, backupBucket, rdsHost]) =>
      bundleDocument(files, { region: plan.region, bucket, backupBucket, rdsHost, images: {} }),
    );
  return new s3.BucketObjectv2(dumpsName, {
    bucket: bundles.name,
    key: dumpsBundleKey,
    contentType: "application/json",
    content,
  });
}
