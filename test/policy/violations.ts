import { beanstalkViolations } from "./beanstalk-violations";
import { composeViolations } from "./compose-violations";
import { dataViolations } from "./data-violations";
import { fargateViolations } from "./fargate-violations";
import { iamViolations } from "./iam-violations";
import { added, changed, policy, removed, type Spoil } from "./spoil";

const instance = "aws:ec2/instance:Instance";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const group = "aws:ec2/securityGroup:SecurityGroup";
const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const repository = "aws:ecr/repository:Repository";
const parameter = "aws:ssm/parameter:Parameter";
const postgresForAll = { fromPort: 5432, toPort: 5432, protocol: "tcp" };
const plainRefused = { Bool: { "aws:SecureTransport": "false" } };

const computeViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "metadata needs a token": [
    changed(instance, { metadataOptions: { httpTokens: "optional" } }),
    changed(instance, { metadataOptions: undefined }),
  ],
  "metadata is out of reach for containers": [
    changed(instance, { metadataOptions: { httpPutResponseHopLimit: 2 } }),
  ],
  "the root disk is encrypted": [
    changed(instance, { rootBlockDevice: undefined }),
    changed(instance, { ebsBlockDevices: [{ encrypted: true }, { deviceName: "/dev/sdf" }] }),
  ],
  "user data holds no secret": [
    changed(instance, { userData: "password: [secret]" }),
    changed(instance, { userData: undefined, userDataBase64: "[secret]" }),
  ],
  "a role is attached": [changed(instance, { iamInstanceProfile: undefined })],
  "the instance is EBS-optimised": [changed(instance, { ebsOptimized: undefined })],
  "the instance has one interface": [changed(instance, { networkInterfaces: [{}] })],
  "Systems Manager manages the instance, nobody logs in by SSH": [
    changed(instance, { keyName: "me" }),
    removed("aws:iam/rolePolicy:RolePolicy"),
  ],
  "volumes are encrypted": [changed("aws:ebs/volume:Volume", { encrypted: undefined })],
};

const networkViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "the world reaches 80 and 443 only": [
    changed(ingress, { fromPort: 22, toPort: 22 }),
    changed(ingress, { fromPort: 80, toPort: 443 }),
    changed(ingress, { fromPort: undefined, toPort: undefined, ipProtocol: "-1" }),
    changed(ingress, { fromPort: 443, toPort: 443, ipProtocol: "-1" }),
    added(group, {
      ingress: [{ fromPort: 80, toPort: 80, protocol: "all", cidrBlocks: ["0.0.0.0/0"] }],
    }),
    changed(ingress, { fromPort: 22, toPort: 22, cidrIpv4: "128.0.0.0/1" }),
    changed(ingress, { fromPort: 22, toPort: 22, cidrIpv4: "[secret]" }),
    added(group, { ingress: "[secret]" }),
    changed(ingress, { fromPort: 22, toPort: 22, cidrIpv4: undefined, cidrIpv6: "::/0" }),
    ...[{ cidrBlocks: ["0.0.0.0/0"] }, { ipv6CidrBlocks: ["::/0"] }].flatMap((range) => [
      added("aws:ec2/securityGroupRule:SecurityGroupRule", { ...postgresForAll, ...range, type: "ingress" }),
      changed(group, { ingress: [{ ...postgresForAll, ...range }] }),
      added(group, { ingress: [{ ...postgresForAll, ...range }] }),
      added("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
        ingress: [{ ...postgresForAll, ...range }],
      }),
    ]),
  ],
  "rules are described": [
    changed(ingress, { description: undefined }),
    added("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress" }),
  ],
  "groups are described and have no inline rules": [
    changed(group, { ingress: [{}] }),
    changed(group, { description: undefined }),
  ],
  "descriptions have only characters that AWS takes": [
    changed(group, { description: "the stack's" }),
    changed(group, { description: "a".repeat(256) }),
    changed(group, { egress: [{ description: "it's" }] }),
    changed(ingress, { description: "it's" }),
    changed("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { description: "größer" }),
    changed("aws:dlm/lifecyclePolicy:LifecyclePolicy", { description: "ladder my.stack" }),
  ],
  "groups are attached to something": [changed(instance, { vpcSecurityGroupIds: undefined })],
  "the default group is empty": [
    changed("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [{ fromPort: 0 }] }),
    removed("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
  ],
  "no automatic public address": [changed("aws:ec2/subnet:Subnet", { mapPublicIpOnLaunch: true })],
  "addresses are attached": [removed("aws:ec2/eipAssociation:EipAssociation")],
  "A records point at an address of the stack": [
    changed("aws:route53/record:Record", { records: ["203.0.113.7"] }),
  ],
  "a zone with records cannot be destroyed": [changed("aws:route53/zone:Zone", { forceDestroy: true })],
};

const storageViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "public access is blocked": [
    changed("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicPolicy: undefined }),
    removed("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
  ],
  "objects are encrypted at rest": [
    removed("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
  ],
  "ACLs are off": [removed("aws:s3/bucketOwnershipControls:BucketOwnershipControls")],
  "only TLS is accepted": [
    removed(bucketPolicy),
    policy(bucketPolicy, {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: plainRefused,
    }),
    policy(bucketPolicy, { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }),
  ],
  "nobody is allowed in by name of *": [
    policy(bucketPolicy, { Effect: "Allow", Principal: "*", Action: "s3:GetObject" }),
    policy(bucketPolicy, { Effect: "Allow", Principal: { AWS: ["*"] }, Action: "s3:GetObject" }),
    policy(bucketPolicy, { Effect: "Allow", NotPrincipal: { AWS: "x" }, Action: "s3:GetObject" }),
    changed(bucketPolicy, { policy: "[unknown]" }),
    added(bucketPolicy, { policy: "not JSON" }, { input: "bucket", to: bucket }),
  ],
  "no policy locks its owner out": [
    policy(bucketPolicy, { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }),
    policy(bucketPolicy, { Effect: "Deny", Principal: { AWS: "*" }, Action: "s3:PutBucketPolicy" }),
    policy(bucketPolicy, { Effect: "Deny", NotPrincipal: { AWS: "arn:aws:iam::1:user/me" }, Action: "s3:*" }),
  ],
  "versions are kept": [removed("aws:s3/bucketVersioning:BucketVersioning")],
  "unfinished uploads and old versions are cleaned up": [
    changed(lifecycle, { rules: undefined }),
    changed(lifecycle, {
      rules: [{ status: "Disabled", abortIncompleteMultipartUpload: {}, noncurrentVersionExpiration: {} }],
    }),
  ],
  "a bucket with objects cannot be destroyed": [changed(bucket, { forceDestroy: true })],
  "tags are immutable, or images are named by digest": [
    added(repository, { imageTagMutability: "MUTABLE" }),
    added(repository, {}),
  ],
  "images are scanned": [changed(repository, { imageScanningConfiguration: undefined })],
  "old images expire": [removed("aws:ecr/lifecyclePolicy:LifecyclePolicy")],
  "the repository is private": [
    added("aws:ecr/repositoryPolicy:RepositoryPolicy", {}, { input: "repository", to: repository }),
  ],
  "parameters are SecureString": [changed(parameter, { type: "String" })],
  "values are secret in Pulumi's state": [changed(parameter, { value: "plain" })],
  "documents of Systems Manager are shared with nobody": [
    added("aws:ssm/document:Document", { permissions: { type: "Share", accountIds: "All" } }),
  ],
  "alarms tell somebody": [changed("aws:cloudwatch/metricAlarm:MetricAlarm", { actionsEnabled: false })],
};

/** For every rule: changes that it must notice. A rule that misses one is no rule. */
export const violations: Readonly<Record<string, readonly Spoil[]>> = {
  ...computeViolations,
  ...networkViolations,
  ...storageViolations,
  ...iamViolations,
  ...beanstalkViolations,
  ...fargateViolations,
  ...dataViolations,
  ...composeViolations,
};
