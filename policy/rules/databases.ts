import { each, ofType, records, refersTo, type Graph, type Resource, type Rule } from "../rule";
import { is } from "./is";

const server = "aws:rds/instance:Instance";
/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const currentAuthorities = ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"];
/** Older ones force TLS only when told to, and their minors had holes: Checkov's 250 and 388. */
const oldestMajor = 15;
const defaultNames = ["postgres", "admin", "root", "awsuser", "rdsadmin"];

/** Rules for databases that AWS runs. */
export const databaseRules: readonly Rule[] = [
  each(
    server,
    {
      id: "CKV_AWS_16 RDS.3 CIS-3.2.1",
      title: "databases are encrypted",
      reason:
        "Whoever gets hold of a snapshot of a plain database can read it; it cannot be encrypted later.",
      remedy: "Set storageEncrypted to true.",
      general: true,
    },
    is("storageEncrypted", true),
  ),
  each(
    server,
    {
      id: "CKV_AWS_17 RDS.2 CIS-3.2.3",
      title: "databases are private, in subnets of the stack",
      reason: "A database with a public address is tried by the whole internet.",
      remedy: "Set publiclyAccessible to false and dbSubnetGroupName.",
    },
    (one, graph) =>
      one.inputs["publiclyAccessible"] === false &&
      ofType(graph, "aws:rds/subnetGroup:SubnetGroup").some((group) =>
        refersTo(one, "dbSubnetGroupName", group),
      ),
  ),
  each(
    server,
    {
      id: "CKV_AWS_133 RDS.11",
      title: "databases are backed up, and backups outlive them",
      reason: "A mistake deletes data and backups at once.",
      remedy:
        "Set backupRetentionPeriod, deleteAutomatedBackups: false, skipFinalSnapshot: false and finalSnapshotIdentifier.",
    },
    (one) =>
      Number(one.inputs["backupRetentionPeriod"] ?? 0) > 0 &&
      one.inputs["deleteAutomatedBackups"] === false &&
      one.inputs["skipFinalSnapshot"] === false &&
      one.inputs["finalSnapshotIdentifier"] !== undefined,
  ),
  each(
    server,
    {
      id: "CKV_AWS_293 RDS.8",
      title: "databases are protected from deletion",
      reason: "One wrong call would delete every database on it.",
      remedy: "Set deletionProtection to true.",
      general: true,
    },
    is("deletionProtection", true),
  ),
  each(
    server,
    {
      id: "CKV2_AWS_60 RDS.17",
      title: "snapshots carry the tags",
      reason: "Nobody knows whose an untagged snapshot is, or what it costs whom.",
      remedy: "Set copyTagsToSnapshot to true.",
    },
    is("copyTagsToSnapshot", true),
  ),
  each(
    server,
    {
      id: "CKV_AWS_226 RDS.13 CIS-3.2.2",
      title: "databases get minor versions",
      reason: "Minor versions close holes; a pinned one stays open.",
      remedy: "Set autoMinorVersionUpgrade to true and engineVersion to the major version alone.",
    },
    (one) =>
      one.inputs["autoMinorVersionUpgrade"] === true && /^\d+$/.test(String(one.inputs["engineVersion"])),
  ),
  each(
    server,
    {
      id: "CKV_AWS_211",
      title: "databases have a certificate of a current authority",
      reason: "Clients that check certificates cannot connect when the old authority ends.",
      remedy: "Leave caCertIdentifier out, or name a current authority.",
      general: true,
    },
    (one) =>
      [undefined, ...currentAuthorities].includes(one.inputs["caCertIdentifier"] as string | undefined),
  ),
  each(
    server,
    {
      id: "CKV2_AWS_69 RDS.38",
      title: "databases take encrypted connections alone",
      reason: "A client that forgets TLS would send passwords and rows in the clear.",
      remedy: "Give the server a parameter group with rds.force_ssl = 1.",
    },
    forcesTls,
  ),
  each(
    server,
    {
      id: "CKV_AWS_250 CKV_AWS_388",
      title: "databases run a major version without known holes",
      reason: "Old major versions get no fixes, or at a price per hour.",
      remedy: "Set engineVersion to a supported major version of PostgreSQL.",
    },
    (one) => Number.parseInt(String(one.inputs["engineVersion"]), 10) >= oldestMajor,
  ),
  each(
    server,
    {
      id: "RDS.25",
      title: "the administrator's name is not the usual one, the password is secret",
      reason: "The usual names are tried first; a password in the clear stands in every preview.",
      remedy: "Choose another username, and wrap the password in pulumi.secret.",
    },
    (one) =>
      one.inputs["password"] === "[secret]" &&
      one.inputs["username"] !== undefined &&
      !defaultNames.includes(String(one.inputs["username"])),
  ),
];

function forcesTls(one: Resource, graph: Graph): boolean {
  return ofType(graph, "aws:rds/parameterGroup:ParameterGroup").some(
    (group) =>
      refersTo(one, "parameterGroupName", group) &&
      records<{ readonly name: string; readonly value: string }>(group.inputs["parameters"]).some(
        ({ name, value }) => name === "rds.force_ssl" && value === "1",
      ),
  );
}
