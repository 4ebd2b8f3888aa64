import * as pulumi from "@pulumi/pulumi";
import * as s3 from "@pulumi/aws/s3";
import { bucketPrefix } from "../plan/names";
import { secureBucket } from "./secure-bucket";

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
  const { stack, role, oldVersionDays } = args;
  const prefix = bucketPrefix(stack, role);
  const { bucket, block } = secureBucket(role, { stack, role, prefix, oldVersionDays, protect: true });
  const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: [tlsOnly(bucket.arn)] });
  // S3 refuses two configuration changes of one bucket at once; the policy waits for the block.
  new s3.BucketPolicy(role, { bucket: bucket.id, policy }, { dependsOn: [block] });
  return { name: bucket.id, arn: bucket.arn };
}

/** A statement that refuses every request without TLS. */
export function tlsOnly(bucketArn: pulumi.Output<string>) {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
