import { at, each, list, ofType, records, refersTo, type Graph, type Resource, type Rule } from "../rule";
import { actionsOf, allows, deniesPlain, everyone, statements, type Statement } from "../statements";

const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** Rules for buckets; each looks for the part that belongs to the bucket. */
export const s3Rules: readonly Rule[] = [
  each(
    bucket,
    {
      id: "CKV2_AWS_6 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CIS-3.1.4",
      title: "public access is blocked",
      reason: "One wrong policy or ACL would publish the objects.",
      remedy: "Give the bucket a public access block with all four switches on.",
    },
    (one, graph) =>
      blocks.every((block) => part(graph, one, "BucketPublicAccessBlock")?.inputs[block] === true),
  ),
  each(
    bucket,
    {
      id: "CKV_AWS_19",
      title: "objects are encrypted at rest",
      reason: "Encryption is part of every audit, and free.",
      remedy: "Give the bucket server-side encryption with AES256.",
    },
    (one, graph) =>
      JSON.stringify(
        part(graph, one, "BucketServerSideEncryptionConfiguration")?.inputs["rules"] ?? null,
      ).includes("AES256"),
  ),
  each(
    bucket,
    {
      id: "CKV2_AWS_65 CKV_AWS_20 CKV_AWS_57",
      title: "ACLs are off",
      reason: "ACLs grant rights that no policy shows.",
      remedy: "Set the ownership of objects to BucketOwnerEnforced.",
    },
    (one, graph) => {
      const controls = part(graph, one, "BucketOwnershipControls");
      return controls !== undefined && at(controls, "rule", "objectOwnership") === "BucketOwnerEnforced";
    },
  ),
  each(
    bucket,
    {
      id: "CKV_AWS_379 S3.5 CIS-3.1.1",
      title: "only TLS is accepted",
      reason: "Over plain HTTP anybody on the way reads and changes objects.",
      remedy: "Deny s3:* on the bucket and its objects where aws:SecureTransport is false.",
    },
    (one, graph) =>
      documents(one, graph).some((document) => statements(document).some((deny) => refusesPlain(deny, one))),
  ),
  each(
    [bucket, bucketPolicy],
    {
      id: "CKV_AWS_70",
      title: "nobody is allowed in by name of *",
      reason: "Everybody, in any account, would be allowed in.",
      remedy: "Name the principals that need it.",
    },
    (one, graph) =>
      documents(one, graph).every(
        (document) => !statements(document).some((it) => allows(it) && everyone(it)),
      ),
  ),
  each(
    [bucket, bucketPolicy],
    {
      id: "CKV_AWS_93",
      title: "no policy locks its owner out",
      reason: "Only the account's root user could undo it.",
      remedy: "Add a condition to what is denied to everybody.",
      general: true,
    },
    (one, graph) =>
      documents(one, graph).every((document) =>
        statements(document).every((it) => allows(it) || !everyone(it) || it.Condition !== undefined),
      ),
  ),
  each(
    bucket,
    {
      id: "CKV_AWS_21",
      title: "versions are kept",
      reason: "An object that is overwritten or deleted by mistake would be gone.",
      remedy: "Enable versioning.",
    },
    (one, graph) => {
      const versioning = part(graph, one, "BucketVersioning");
      return versioning !== undefined && at(versioning, "versioningConfiguration", "status") === "Enabled";
    },
  ),
  each(
    bucket,
    {
      id: "CKV_AWS_300 CKV2_AWS_61",
      title: "unfinished uploads and old versions are cleaned up",
      reason: "They are billed and nobody sees them.",
      remedy:
        "Give the bucket lifecycle rules with abortIncompleteMultipartUpload and noncurrentVersionExpiration.",
    },
    (one, graph) => {
      const rules = records<Lifecycle>(part(graph, one, "BucketLifecycleConfiguration")?.inputs["rules"]);
      const active = JSON.stringify(rules.filter(({ status }) => status === "Enabled"));
      return (
        active.includes("abortIncompleteMultipartUpload") && active.includes("noncurrentVersionExpiration")
      );
    },
  ),
  each(
    bucket,
    {
      id: "ladder-bucket",
      title: "a bucket with objects cannot be destroyed",
      reason: "One wrong destroy would take the objects with it.",
      remedy: "Leave forceDestroy out.",
      source: "docs/decisions/state-at-the-root.md",
    },
    (one) => one.inputs["forceDestroy"] !== true,
  ),
];

function part(graph: Graph, owner: Resource, kind: string): Resource | undefined {
  const name = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  return ofType(graph, `aws:s3/${name}:${kind}`).find((one) => refersTo(one, "bucket", owner));
}

interface Lifecycle {
  readonly status?: string;
}

/** Policies of a bucket, or the one that a policy resource holds. */
function documents(one: Resource, graph: Graph): readonly unknown[] {
  if (one.type === bucketPolicy) return [one.inputs["policy"]];
  const parts = ofType(graph, bucketPolicy).filter((policy) => refersTo(policy, "bucket", one));
  return [...parts.map(({ inputs }) => inputs["policy"]), ...list(one.inputs["policy"])];
}

/** Whether everybody is refused everything, in the bucket and on the bucket, that comes without TLS. */
function refusesPlain(statement: Statement, one: Resource): boolean {
  const resources = list(statement.Resource);
  const arn = `\${${one.urn}.arn}`;
  return (
    deniesPlain(statement) &&
    actionsOf(statement).includes("s3:*") &&
    resources.includes(arn) &&
    resources.includes(`${arn}/*`)
  );
}
