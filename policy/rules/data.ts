import { at, each, list, ofType, refersTo, type Graph, type Resource, type Rule } from "../rule";
import { allows, everyone, statements } from "../statements";

const server = "aws:rds/instance:Instance";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const cacheUser = "aws:elasticache/user:User";
const files = "aws:efs/fileSystem:FileSystem";
const accessPoint = "aws:efs/accessPoint:AccessPoint";
/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const currentAuthorities = ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"];
/** Older ones force TLS only when told to, and their minors had holes: Checkov's 250 and 388. */
const oldestMajor = 15;
const defaultNames = ["postgres", "admin", "root", "awsuser", "rdsadmin"];

/** Rules for databases, caches and files that AWS runs. */
export const dataRules: readonly Rule[] = [
  each(server, "CKV_AWS_16 RDS.3 CIS-3.2.1", "databases are encrypted", is("storageEncrypted", true)),
  each(
    server,
    "CKV_AWS_17 RDS.2 CIS-3.2.3",
    "databases are private, in subnets of the stack",
    (one, graph) =>
      one.inputs["publiclyAccessible"] === false &&
      ofType(graph, "aws:rds/subnetGroup:SubnetGroup").some((group) =>
        refersTo(one.inputs["dbSubnetGroupName"], group),
      ),
  ),
  each(
    server,
    "CKV_AWS_133 RDS.11",
    "databases are backed up, and backups outlive them",
    (one) =>
      Number(one.inputs["backupRetentionPeriod"] ?? 0) > 0 &&
      one.inputs["deleteAutomatedBackups"] === false &&
      one.inputs["skipFinalSnapshot"] === false &&
      one.inputs["finalSnapshotIdentifier"] !== undefined,
  ),
  each(server, "CKV_AWS_293 RDS.8", "databases are protected from deletion", is("deletionProtection", true)),
  each(server, "CKV2_AWS_60 RDS.17", "snapshots carry the tags", is("copyTagsToSnapshot", true)),
  each(
    server,
    "CKV_AWS_226 RDS.13 CIS-3.2.2",
    "databases get minor versions",
    (one) =>
      one.inputs["autoMinorVersionUpgrade"] === true && /^\d+$/.test(String(one.inputs["engineVersion"])),
  ),
  each(server, "CKV_AWS_211", "databases have a certificate of a current authority", (one) =>
    [undefined, ...currentAuthorities].includes(one.inputs["caCertIdentifier"] as string | undefined),
  ),
  each(server, "CKV2_AWS_69 RDS.38", "databases take encrypted connections alone", forcesTls),
  each(
    server,
    "CKV_AWS_250 CKV_AWS_388",
    "databases run a major version without known holes",
    (one) => Number.parseInt(String(one.inputs["engineVersion"]), 10) >= oldestMajor,
  ),
  each(
    server,
    "RDS.25",
    "the administrator's name is not the usual one, the password is secret",
    (one) =>
      one.inputs["password"] === "[secret]" &&
      one.inputs["username"] !== undefined &&
      !defaultNames.includes(String(one.inputs["username"])),
  ),
  each(cache, "CKV_AWS_29", "caches are encrypted at rest", is("atRestEncryptionEnabled", true)),
  each(
    cache,
    "CKV_AWS_30",
    "caches take encrypted connections alone",
    (one) =>
      one.inputs["transitEncryptionEnabled"] === true && one.inputs["transitEncryptionMode"] === "required",
  ),
  each(
    cache,
    "CKV_AWS_31",
    "caches ask who connects",
    (one) =>
      list(one.inputs["userGroupIds"] as readonly string[]).length > 0 ||
      one.inputs["authToken"] === "[secret]",
  ),
  each(cache, "CKV_AWS_322 ElastiCache.2", "caches get minor versions", is("autoMinorVersionUpgrade", true)),
  each(cache, "CKV_AWS_323 ElastiCache.7", "caches stand in subnets of the stack", (one, graph) =>
    ofType(graph, "aws:elasticache/subnetGroup:SubnetGroup").some((group) =>
      refersTo(one.inputs["subnetGroupName"], group),
    ),
  ),
  each(
    cacheUser,
    "ladder-cache-users",
    "a cache's users have a secret password, and the one without a name may do nothing",
    (one) =>
      JSON.stringify(list(one.inputs["passwords"])) === '["[secret]"]' &&
      (one.inputs["userName"] !== "default" || one.inputs["accessString"] === "off ~* -@all"),
  ),
  each(files, "CKV_AWS_42 EFS.1", "file systems are encrypted", is("encrypted", true)),
  each(files, "CKV2_AWS_18 EFS.2", "file systems are backed up", (one, graph) =>
    ofType(graph, "aws:efs/backupPolicy:BackupPolicy").some(
      (policy) =>
        refersTo(policy.inputs["fileSystemId"], one) && at(policy, "backupPolicy", "status") === "ENABLED",
    ),
  ),
  each(files, "EFS.8", "file systems refuse what comes without TLS, and whoever has no role", refusesPlain),
  each(
    accessPoint,
    "CKV_AWS_329 CKV_AWS_330 EFS.3 EFS.4",
    "access points show one folder, as one user",
    (one) =>
      String(at(one, "rootDirectory", "path") ?? "/") !== "/" && Number(at(one, "posixUser", "uid") ?? 0) > 0,
  ),
];

function is(input: string, value: unknown): (one: Resource) => boolean {
  return ({ inputs }) => inputs[input] === value;
}

function forcesTls(one: Resource, graph: Graph): boolean {
  return ofType(graph, "aws:rds/parameterGroup:ParameterGroup").some(
    (group) =>
      refersTo(one.inputs["parameterGroupName"], group) &&
      list(group.inputs["parameters"] as readonly { name?: string; value?: string }[]).some(
        ({ name, value }) => name === "rds.force_ssl" && value === "1",
      ),
  );
}

/** With a policy of its own, a file system lets nobody in who has no role that says so. */
function refusesPlain(one: Resource, graph: Graph): boolean {
  const policies = ofType(graph, "aws:efs/fileSystemPolicy:FileSystemPolicy").filter(({ inputs }) =>
    refersTo(inputs["fileSystemId"], one),
  );
  const all = policies.flatMap(({ inputs }) => statements(inputs["policy"]));
  return (
    all.every((statement) => !allows(statement)) &&
    all.some(
      (statement) =>
        everyone(statement) &&
        JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    )
  );
}
