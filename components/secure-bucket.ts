import type * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import { tags } from "./tags";

export interface SecureBucketArgs {
  readonly stack: string;
  readonly role: string;
  /** Of its name; ends with a hyphen. */
  readonly prefix: string;
  /** Days after which a replaced or deleted object's old version is removed. */
  readonly oldVersionDays: number;
  readonly protect: boolean;
}

/** A bucket that is private, encrypted, versioned and cleaned of old versions; who may read it is the caller's policy. */
export function secureBucket(
  name: string,
  args: SecureBucketArgs,
  parent?: pulumi.Resource,
): { readonly bucket: s3.Bucket; readonly block: pulumi.Resource } {
  const options = { parent, ...(args.protect && { protect: true }) };
  const bucket = new s3.Bucket(
    name,
    { bucketPrefix: args.prefix, forceDestroy: false, tags: tags(args.stack, args.role) },
    options,
  );
  new s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  new s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  const block = new s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new s3.BucketLifecycleConfiguration(
    name,
    { bucket: bucket.id, rules: [cleanUp(args.oldVersionDays)] },
    { parent },
  );
  return { bucket, block };
}

/** The empty prefix is explicit: a rule without a filter is deprecated by the provider. */
function cleanUp(oldVersionDays: number) {
  return {
    id: "clean-up",
    status: "Enabled",
    filter: { prefix: "" },
    noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
}
