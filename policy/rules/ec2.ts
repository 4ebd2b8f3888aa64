import { at, each, list, ofType, refersTo, type Resource, type Rule } from "../rule";

const instance = "aws:ec2/instance:Instance";
const group = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
/** A rule of a group is a resource of its own in one of two types. */
const groupRules = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
];
const webPorts = new Set([80, 443]);

/** Rules for instances, disks, security groups and the network. */
export const ec2Rules: readonly Rule[] = [
  each(
    instance,
    "CKV_AWS_79 EC2.8 CIS-6.7",
    "metadata needs a token",
    (box) => at(box, "metadataOptions", "httpTokens") === "required",
  ),
  each(
    instance,
    "CKV_AWS_341",
    "metadata is out of reach for containers",
    (box) => at(box, "metadataOptions", "httpPutResponseHopLimit") === 1,
  ),
  each(
    instance,
    "CKV_AWS_8",
    "the root disk is encrypted",
    (box) => at(box, "rootBlockDevice", "encrypted") === true,
  ),
  each(
    instance,
    "CKV_AWS_46",
    "user data holds no secret",
    ({ inputs }) => !JSON.stringify([inputs["userData"], inputs["userDataBase64"]]).includes("[secret]"),
  ),
  each(
    instance,
    "CKV2_AWS_41 CIS-2.16",
    "a role is attached",
    (box) => box.inputs["iamInstanceProfile"] !== undefined,
  ),
  each(
    instance,
    "CKV_AWS_135",
    "the instance is EBS-optimised",
    (box) => box.inputs["ebsOptimized"] === true,
  ),
  each(
    instance,
    "EC2.17",
    "the instance has one interface",
    (box) => box.inputs["networkInterfaces"] === undefined,
  ),
  each(
    instance,
    "SSM.1",
    "Systems Manager manages the instance, nobody logs in by SSH",
    (box, graph) =>
      box.inputs["keyName"] === undefined &&
      ofType(graph, "aws:iam/rolePolicy:RolePolicy").some((policy) =>
        String(policy.inputs["policy"]).includes("ssm:UpdateInstanceInformation"),
      ),
  ),
  each(
    "aws:ebs/volume:Volume",
    "CKV_AWS_3 CKV2_AWS_2 EC2.3",
    "volumes are encrypted",
    (volume) => volume.inputs["encrypted"] === true,
  ),
  each(
    [...groupRules, group, defaultGroup],
    "CKV_AWS_24 CKV_AWS_25 CKV_AWS_277 EC2.18 EC2.19",
    "the world reaches 80 and 443 only",
    (one) => openings(one).every((opening) => !fromTheWorld(opening) || isWebPort(opening)),
  ),
  each(
    groupRules,
    "CKV_AWS_23",
    "rules are described",
    (rule) => String(rule.inputs["description"] ?? "") !== "",
  ),
  each(
    group,
    "CKV_AWS_23",
    "groups are described and have no inline rules",
    ({ inputs }) => String(inputs["description"] ?? "") !== "" && inputs["ingress"] === undefined,
  ),
  each(group, "CKV2_AWS_5", "groups are attached to something", (one, graph) =>
    graph.some(
      (user) => user.type !== group && !groupRules.includes(user.type) && refersTo(groupsOf(user), one),
    ),
  ),
  each("aws:ec2/vpc:Vpc", "CKV2_AWS_12 EC2.2 CIS-6.5", "the default group is empty", (vpc, graph) =>
    ofType(graph, defaultGroup).some(
      ({ inputs }) =>
        refersTo(inputs["vpcId"], vpc) && isEmpty(inputs["ingress"]) && isEmpty(inputs["egress"]),
    ),
  ),
  each(
    "aws:ec2/subnet:Subnet",
    "CKV_AWS_130 EC2.15",
    "no automatic public address",
    (subnet) => subnet.inputs["mapPublicIpOnLaunch"] === false,
  ),
  each("aws:ec2/eip:Eip", "CKV2_AWS_19", "addresses are attached", (address, graph) =>
    ["aws:ec2/eipAssociation:EipAssociation", "aws:ec2/natGateway:NatGateway"].some((type) =>
      ofType(graph, type).some((user) => refersTo(user.inputs["allocationId"], address)),
    ),
  ),
];

/** Where resources name the groups they are in; each type has a name of its own for it. */
function groupsOf({ inputs }: Resource): readonly unknown[] {
  const nested = [inputs["networkConfiguration"], inputs["vpcConfig"]];
  const options = inputs["settings"];
  const own = ["vpcSecurityGroupIds", "securityGroups", "securityGroupIds"].map((key) => inputs[key]);
  return [...nested, options, ...own];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

type Opening = Readonly<Record<string, unknown>>;

/** What a rule, or a group with inline rules, lets in. */
function openings({ type, inputs }: Resource): readonly Opening[] {
  if (!groupRules.includes(type)) return list(inputs["ingress"] as readonly Opening[]);
  return inputs["type"] === "egress" ? [] : [inputs];
}

function fromTheWorld(opening: Opening): boolean {
  const ranges = ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
    list(opening[key] as string | readonly string[]),
  );
  return ranges.some(isWide);
}

/** No private network is wider than a /8, so a wider range holds the internet or, with its other half, is all of it. */
function isWide(range: string): boolean {
  const prefix = /\/(\d+)$/.exec(range)?.[1];
  return prefix !== undefined && Number(prefix) < 8;
}

function isWebPort({ fromPort, toPort }: Opening): boolean {
  return webPorts.has(Number(fromPort)) && fromPort === toPort;
}
