import { at, each, list, ofType, refersTo, type Graph, type Resource, type Rule } from "../rule";
import { actionsOf, allows, everyone, statements, type Statement } from "../statements";

const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
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
    documents(one, graph).some((document) => statements(document).some((deny) => refusesPlain(deny, one))),
  ),
  each([bucket, bucketPolicy], "CKV_AWS_70", "nobody is allowed in by name of *", (one, graph) =>
    documents(one, graph).every((document) => !statements(document).some((it) => allows(it) && everyone(it))),
  ),
  each([bucket, bucketPolicy], "CKV_AWS_93", "no policy locks its owner out", (one, graph) =>
    documents(one, graph).every((document) =>
      statements(document).every((it) => allows(it) || !everyone(it) || it.Condition !== undefined),
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
      const rules = list(part(graph, one, "BucketLifecycleConfiguration")?.inputs["rules"] as Lifecycle[]);
      const active = JSON.stringify(rules.filter(({ status }) => status === "Enabled"));
      return (
        active.includes("abortIncompleteMultipartUpload") && active.includes("noncurrentVersionExpiration")
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

interface Lifecycle {
  readonly status?: string;
}

/** Policies of a bucket, or the one that a policy resource holds. */
function documents(one: Resource, graph: Graph): readonly unknown[] {
  if (one.type === bucketPolicy) return [one.inputs["policy"]];
  const parts = ofType(graph, bucketPolicy).filter(({ inputs }) => refersTo(inputs["bucket"], one));
  return [...parts.map(({ inputs }) => inputs["policy"]), ...list(one.inputs["policy"])];
}

/** Whether everybody is refused everything, in the bucket and on the bucket, that comes without TLS. */
function refusesPlain(statement: Statement, one: Resource): boolean {
  const resources = list(statement.Resource);
  const arn = `\${${one.urn}.arn}`;
  return (
    !allows(statement) &&
    everyone(statement) &&
    actionsOf(statement).includes("s3:*") &&
    resources.includes(arn) &&
    resources.includes(`${arn}/*`) &&
    JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}'
  );
}
