import { changed, policy, removed, type Spoil } from "./spoil";

const server = "aws:rds/instance:Instance";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const user = "aws:elasticache/user:User";
const files = "aws:efs/fileSystem:FileSystem";
const filePolicy = "aws:efs/fileSystemPolicy:FileSystemPolicy";
const lambda = "aws:lambda/function:Function";
const fromAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };
const everybody = { Principal: { AWS: "*" }, Action: "*", Resource: "*" };

const databaseViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "databases are encrypted": [changed(server, { storageEncrypted: undefined })],
  "databases are private, in subnets of the stack": [
    changed(server, { publiclyAccessible: undefined }),
    changed(server, { dbSubnetGroupName: undefined }),
  ],
  "databases are backed up, and backups outlive them": [
    changed(server, { backupRetentionPeriod: 0 }),
    changed(server, { deleteAutomatedBackups: undefined }),
    changed(server, { skipFinalSnapshot: true }),
    changed(server, { finalSnapshotIdentifier: undefined }),
  ],
  "databases are protected from deletion": [changed(server, { deletionProtection: undefined })],
  "snapshots carry the tags": [changed(server, { copyTagsToSnapshot: undefined })],
  "databases get minor versions": [
    changed(server, { autoMinorVersionUpgrade: false }),
    changed(server, { engineVersion: "17.6" }),
  ],
  "databases have a certificate of a current authority": [
    changed(server, { caCertIdentifier: "rds-ca-2019" }),
  ],
  "databases take encrypted connections alone": [
    changed(server, { parameterGroupName: "default.postgres17" }),
    changed("aws:rds/parameterGroup:ParameterGroup", { parameters: [{ name: "rds.force_ssl", value: "0" }] }),
  ],
  "databases run a major version without known holes": [
    changed(server, { engineVersion: "14" }),
    changed(server, { engineVersion: undefined }),
  ],
  "the administrator's name is not the usual one, the password is secret": [
    changed(server, { username: "postgres" }),
    changed(server, { password: "in the clear" }),
  ],
};

const cacheViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "caches are encrypted at rest": [changed(cache, { atRestEncryptionEnabled: undefined })],
  "caches take encrypted connections alone": [
    changed(cache, { transitEncryptionEnabled: false }),
    changed(cache, { transitEncryptionMode: "preferred" }),
  ],
  "caches ask who connects": [
    changed(cache, { userGroupIds: undefined }),
    changed(cache, { userGroupIds: undefined, authToken: "in the clear" }),
  ],
  "caches get minor versions": [changed(cache, { autoMinorVersionUpgrade: undefined })],
  "caches stand in subnets of the stack": [changed(cache, { subnetGroupName: "default" })],
  "a cache's users have a secret password, and the one without a name may do nothing": [
    changed(user, { passwords: ["in the clear"] }),
    changed(user, { passwords: undefined, noPasswordRequired: true }),
    changed(user, { userName: "default", accessString: "on ~* +@all" }),
  ],
};

const fileViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "file systems are encrypted": [changed(files, { encrypted: undefined })],
  "file systems are backed up": [
    removed("aws:efs/backupPolicy:BackupPolicy"),
    changed("aws:efs/backupPolicy:BackupPolicy", { backupPolicy: { status: "DISABLED" } }),
  ],
  "file systems refuse what comes without TLS, and whoever has no role": [
    removed(filePolicy),
    policy(filePolicy, { Effect: "Allow", ...everybody }),
    policy(filePolicy, { Effect: "Deny", ...everybody }),
  ],
  "access points show one folder, as one user": [
    changed("aws:efs/accessPoint:AccessPoint", { rootDirectory: { path: "/" } }),
    changed("aws:efs/accessPoint:AccessPoint", { rootDirectory: undefined }),
    changed("aws:efs/accessPoint:AccessPoint", { posixUser: { uid: 0, gid: 0 } }),
    changed("aws:efs/accessPoint:AccessPoint", { posixUser: undefined }),
  ],
};

const topicViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "a topic says who may send to it": [removed("aws:sns/topicPolicy:TopicPolicy")],
  "AWS's own services send to a topic, from the stack's account alone": [
    ...[
      { Principal: "*", Action: "sns:Publish", Condition: fromAccount },
      { Principal: { Service: "s3.amazonaws.com" }, Action: "sns:Publish", Condition: fromAccount },
      { Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "sns:*", Condition: fromAccount },
      { Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "sns:Publish" },
    ].map((statement) => policy("aws:sns/topicPolicy:TopicPolicy", { Effect: "Allow", ...statement })),
  ],
};

const functionViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "functions have no secret in their environment": [
    changed(lambda, { environment: { variables: { PASSWORD: "[secret]" } } }),
    changed(lambda, { environment: "[secret]" }),
  ],
  "functions run on a supported runtime": [changed(lambda, { runtime: "nodejs18.x" })],
  "functions run inside the VPC, but for those that reach none of it": [
    changed(lambda, { vpcConfig: undefined }),
  ],
  "functions write into a log that is not kept for ever": [changed(lambda, { loggingConfig: undefined })],
  "nothing but an alarm or a topic of the stack calls a function": [
    changed("aws:lambda/permission:Permission", { principal: "*" }),
    changed("aws:lambda/permission:Permission", { sourceArn: undefined }),
  ],
  "what a function is told is secret": [
    changed("aws:lambda/invocation:Invocation", { input: '{"password":"in the clear"}' }),
  ],
};

export const dataViolations: Readonly<Record<string, readonly Spoil[]>> = {
  ...databaseViolations,
  ...cacheViolations,
  ...fileViolations,
  ...functionViolations,
  ...topicViolations,
};
