import { expect } from "chai";
import type { Resource } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { evaluated } from "../evaluated";

type Change = (inputs: Record<string, unknown>) => Record<string, unknown>;

/** Takes parts out of one resource's inputs, to see the rule notice. */
const without =
  (key: string): Change =>
  (inputs) => ({ ...inputs, [key]: undefined });
const changed =
  (values: Record<string, unknown>): Change =>
  (inputs) => ({ ...inputs, ...values });
const policy = (statement: unknown) => changed({ policy: JSON.stringify({ Statement: [statement] }) });

/** For every rule: which resource to spoil and how. A rule that misses its violation is no rule. */
const violations: Readonly<Record<string, readonly [type: string, change: Change | "remove"]>> = {
  "metadata needs a token": [
    "aws:ec2/instance:Instance",
    changed({ metadataOptions: { httpTokens: "optional" } }),
  ],
  "metadata is out of reach for containers": [
    "aws:ec2/instance:Instance",
    changed({ metadataOptions: { httpPutResponseHopLimit: 2 } }),
  ],
  "the root disk is encrypted": ["aws:ec2/instance:Instance", without("rootBlockDevice")],
  "user data holds no secret": ["aws:ec2/instance:Instance", changed({ userData: "password: [secret]" })],
  "a role is attached": ["aws:ec2/instance:Instance", without("iamInstanceProfile")],
  "the instance is EBS-optimised": ["aws:ec2/instance:Instance", without("ebsOptimized")],
  "the instance has one interface": ["aws:ec2/instance:Instance", changed({ networkInterfaces: [{}] })],
  "Systems Manager manages the instance, nobody logs in by SSH": [
    "aws:ec2/instance:Instance",
    changed({ keyName: "me" }),
  ],
  "volumes are encrypted": ["aws:ebs/volume:Volume", without("encrypted")],
  "the world reaches 80 and 443 only": [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    changed({ fromPort: 22, toPort: 22 }),
  ],
  "rules are described": [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    without("description"),
  ],
  "groups are described and have no inline rules": [
    "aws:ec2/securityGroup:SecurityGroup",
    changed({ ingress: [{}] }),
  ],
  "groups are attached to something": ["aws:ec2/instance:Instance", without("vpcSecurityGroupIds")],
  "the default group is empty": [
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    changed({ ingress: [{ fromPort: 0 }] }),
  ],
  "no automatic public address": ["aws:ec2/subnet:Subnet", changed({ mapPublicIpOnLaunch: true })],
  "addresses are attached": ["aws:ec2/eipAssociation:EipAssociation", "remove"],
  "public access is blocked": [
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    without("blockPublicPolicy"),
  ],
  "objects are encrypted at rest": [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "remove",
  ],
  "ACLs are off": ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", "remove"],
  "only TLS is accepted": ["aws:s3/bucketPolicy:BucketPolicy", "remove"],
  "nobody is allowed in by name of *": [
    "aws:s3/bucketPolicy:BucketPolicy",
    policy({ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }),
  ],
  "versions are kept": ["aws:s3/bucketVersioning:BucketVersioning", "remove"],
  "unfinished uploads and old versions are cleaned up": [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    without("rules"),
  ],
  "a bucket with objects cannot be destroyed": ["aws:s3/bucket:Bucket", changed({ forceDestroy: true })],
  "no action is *": [
    "aws:iam/rolePolicy:RolePolicy",
    policy({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::x" }),
  ],
  "no action that raises rights": [
    "aws:iam/rolePolicy:RolePolicy",
    policy({ Effect: "Allow", Action: "iam:PassRole", Resource: "arn" }),
  ],
  "resource * only with a listed reason": [
    "aws:iam/rolePolicy:RolePolicy",
    policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  ],
  "no administrator policy": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    changed({ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  ],
  "one AWS service may take a role": [
    "aws:iam/role:Role",
    changed({ assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*" }] }) }),
  ],
  "no users": ["aws:iam/role:Role", "remove"],
  "tags are immutable": ["aws:ecr/repository:Repository", changed({ imageTagMutability: "MUTABLE" })],
  "images are scanned": ["aws:ecr/repository:Repository", without("imageScanningConfiguration")],
  "old images expire": ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "remove"],
  "the repository is private": ["aws:ecr/repository:Repository", changed({})],
  "parameters are SecureString": ["aws:ssm/parameter:Parameter", changed({ type: "String" })],
  "values are secret in Pulumi's state": ["aws:ssm/parameter:Parameter", changed({ value: "plain" })],
  "A records point at an address of the stack": [
    "aws:route53/record:Record",
    changed({ records: ["203.0.113.7"] }),
  ],
  "a zone with records cannot be destroyed": ["aws:route53/zone:Zone", changed({ forceDestroy: true })],
};

/** Resources that are not in our stacks, added to see their rule notice. */
const intruders: Readonly<Record<string, (graph: readonly Resource[]) => Resource>> = {
  "no users": () => ({ urn: "urn:user", type: "aws:iam/user:User", name: "user", inputs: {} }),
  "the repository is private": (graph) => {
    const repository = graph.find((one) => one.type === "aws:ecr/repository:Repository");
    return {
      urn: "urn:repository-policy",
      type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
      name: "open",
      inputs: { repository: `\${${repository?.urn ?? ""}.name}` },
    };
  },
};

function spoiled(graph: readonly Resource[], title: string): readonly Resource[] {
  const [type, change] = violations[title] ?? ["", "remove"];
  const target = graph.find((resource) => resource.type === type);
  const others = graph.filter((resource) => resource !== target);
  const kept = target && change !== "remove" ? [{ ...target, inputs: change({ ...target.inputs }) }] : [];
  return [...others, ...kept, ...(intruders[title] ? [intruders[title](graph)] : [])];
}

describe("rules that must hold", () => {
  for (const stack of ["dev", "prod"]) {
    for (const set of [[], ["domain=example.com"]]) {
      it(`hold for ${stack} ${set.join(" ") || "as committed"}`, async () => {
        const { resources } = await evaluated(stack, set);
        const broken = rules.flatMap((rule) => rule.broken(resources).map((urn) => `${rule.title}: ${urn}`));
        expect(broken).to.deep.equal([]);
      });
    }
  }

  it("each notice their violation", async () => {
    const { resources } = await evaluated("dev", ["domain=example.com"]);
    const silent = rules
      .filter((rule) => rule.broken(spoiled(resources, rule.title)).length === 0)
      .map((rule) => rule.title);
    expect(silent).to.deep.equal([]);
    expect(Object.keys(violations).sort()).to.deep.equal(rules.map((rule) => rule.title).sort());
  });
});
