import { at, each, ofType, refersTo, type Graph, type Resource, type Rule } from "../rule";

const bucket = "aws:s3/bucket:Bucket";
const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** Rules for buckets; each looks for the part that belongs to the bucket. */
export const s3Rules: readonly Rule[] = [
  each(
    bucket,
    "CKV2_AWS_6 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CIS-3.1.4",
    "public access is blocked",
    (one, graph) =>
      blocks.every((block) => part(graph, one, "BucketPublicAccessBlock")?.inputs[block] === true),
  ),
  each(bucket, "CKV_AWS_19", "objects are encrypted at rest", (one, graph) =>
    JSON.stringify(part(graph, one, "BucketServerSideEncryptionConfiguration")?.inputs ?? {}).includes(
      "AES256",
    ),
  ),
  each(bucket, "CKV2_AWS_65 CKV_AWS_20 CKV_AWS_57", "ACLs are off", (one, graph) => {
    const controls = part(graph, one, "BucketOwnershipControls");
    return controls !== undefined && at(controls, "rule", "objectOwnership") === "BucketOwnerEnforced";
  }),
  each(bucket, "CKV_AWS_379 S3.5 CIS-3.1.1", "only TLS is accepted", (one, graph) =>
    statements(part(graph, one, "BucketPolicy")).some(
      (statement) =>
        statement["Effect"] === "Deny" &&
        JSON.stringify(statement["Condition"] ?? "").includes('"aws:SecureTransport":"false"'),
    ),
  ),
  each(bucket, "CKV_AWS_70", "nobody is allowed in by name of *", (one, graph) =>
    statements(part(graph, one, "BucketPolicy")).every(
      (statement) => statement["Effect"] === "Deny" || statement["Principal"] !== "*",
    ),
  ),
  each(bucket, "CKV_AWS_21", "versions are kept", (one, graph) => {
    const versioning = part(graph, one, "BucketVersioning");
    return versioning !== undefined && at(versioning, "versioningConfiguration", "status") === "Enabled";
  }),
  each(
    bucket,
    "CKV_AWS_300 CKV2_AWS_61",
    "unfinished uploads and old versions are cleaned up",
    (one, graph) => {
      const lifecycle = JSON.stringify(part(graph, one, "BucketLifecycleConfiguration")?.inputs ?? {});
      return (
        lifecycle.includes("abortIncompleteMultipartUpload") &&
        lifecycle.includes("noncurrentVersionExpiration")
      );
    },
  ),
  each(
    bucket,
    "S3.forceDestroy",
    "a bucket with objects cannot be destroyed",
    (one) => one.inputs["forceDestroy"] !== true,
  ),
];

function part(graph: Graph, owner: Resource, kind: string): Resource | undefined {
  const name = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  return ofType(graph, `aws:s3/${name}:${kind}`).find((one) => refersTo(one.inputs["bucket"], owner));
}

function statements(policy: Resource | undefined): readonly Record<string, unknown>[] {
  const text = policy?.inputs["policy"];
  return typeof text === "string"
    ? (JSON.parse(text) as { Statement: Record<string, unknown>[] }).Statement
    : [];
}
