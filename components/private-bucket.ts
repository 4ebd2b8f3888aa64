import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import { bucketPrefix } from "../plan/names";
import { tags } from "./tags";

export interface PrivateBucketArgs {
  readonly stack: string;
  /** Part of the name: what the bucket is for. */
  readonly role: string;
  /** Days after which a replaced or deleted object's old version is removed. */
  readonly oldVersionDays: number;
}

export interface PrivateBucket {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** STATEFUL: a bucket that is private, encrypted, versioned, TLS-only and cleaned of old versions. */
export function createPrivateBucket(args: PrivateBucketArgs): PrivateBucket {
  const { stack, role } = args;
  const bucket = new s3.Bucket(
    role,
    { bucketPrefix: bucketPrefix(stack, role), forceDestroy: false, tags: tags(stack, role) },
    { protect: true },
  );
  new s3.BucketVersioning(
    role,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    { protect: true },
  );
  new s3.BucketServerSideEncryptionConfiguration(role, {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new s3.BucketOwnershipControls(role, {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const block = new s3.BucketPublicAccessBlock(role, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  // S3 refuses two configuration changes of one bucket at once; the policy waits for the block.
  new s3.BucketPolicy(role, { bucket: bucket.id, policy: tlsOnly(bucket.arn) }, { dependsOn: [block] });
  new s3.BucketLifecycleConfiguration(role, { bucket: bucket.id, rules: [cleanUp(args.oldVersionDays)] });
  return { name: bucket.id, arn: bucket.arn };
}

/** A policy that refuses every request without TLS. */
export function tlsOnly(bucketArn: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
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
