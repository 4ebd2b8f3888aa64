import { at, each, list, ofType, records, refersTo, type Resource, type Rule } from "../rule";

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
    {
      id: "CKV_AWS_79 EC2.8 CIS-6.7",
      title: "metadata needs a token",
      reason: "Without one, an app that can be made to fetch an address hands out the role's credentials.",
      remedy: "Set metadataOptions.httpTokens to required.",
      general: true,
    },
    (box) => at(box, "metadataOptions", "httpTokens") === "required",
  ),
  each(
    instance,
    {
      id: "CKV_AWS_341",
      title: "metadata is out of reach for containers",
      reason: "A container one hop away could take the credentials of the whole instance.",
      remedy: "Set metadataOptions.httpPutResponseHopLimit to 1.",
    },
    (box) => at(box, "metadataOptions", "httpPutResponseHopLimit") === 1,
  ),
  each(
    instance,
    {
      id: "CKV_AWS_8",
      title: "the root disk is encrypted",
      reason: "Whoever gets hold of a snapshot of a plain disk can read it.",
      remedy: "Set encrypted of rootBlockDevice, and of each of ebsBlockDevices, to true.",
      general: true,
    },
    (box) =>
      at(box, "rootBlockDevice", "encrypted") === true &&
      records<{ readonly encrypted: boolean }>(box.inputs["ebsBlockDevices"]).every(
        ({ encrypted }) => encrypted === true,
      ),
  ),
  each(
    instance,
    {
      id: "CKV_AWS_46",
      title: "user data holds no secret",
      reason: "Everybody who may describe the instance can read its user data.",
      remedy: "Let the instance read the secret from Parameter Store when it starts.",
      general: true,
    },
    ({ inputs }) => !JSON.stringify([inputs["userData"], inputs["userDataBase64"]]).includes("[secret]"),
  ),
  each(
    instance,
    {
      id: "CKV2_AWS_41 CIS-2.16",
      title: "a role is attached",
      reason: "Without a role, programs on the instance need keys that never expire.",
      remedy: "Set iamInstanceProfile.",
    },
    (box) => box.inputs["iamInstanceProfile"] !== undefined,
  ),
  each(
    instance,
    {
      id: "CKV_AWS_135",
      title: "the instance is EBS-optimised",
      reason: "Otherwise traffic to the disk shares the bandwidth of the network.",
      remedy: "Set ebsOptimized to true.",
    },
    (box) => box.inputs["ebsOptimized"] === true,
  ),
  each(
    instance,
    {
      id: "EC2.17",
      title: "the instance has one interface",
      reason: "A second interface can go around the rules of the first one's groups.",
      remedy: "Leave networkInterfaces out.",
    },
    (box) => box.inputs["networkInterfaces"] === undefined,
  ),
  each(
    instance,
    {
      id: "SSM.1",
      title: "Systems Manager manages the instance, nobody logs in by SSH",
      reason: "SSH keys are shared and lost; Systems Manager knows who did what.",
      remedy: "Leave keyName out and grant the role what Systems Manager's agent needs.",
    },
    (box, graph) =>
      box.inputs["keyName"] === undefined &&
      ofType(graph, "aws:iam/rolePolicy:RolePolicy").some((policy) =>
        String(policy.inputs["policy"]).includes("ssm:UpdateInstanceInformation"),
      ),
  ),
  each(
    "aws:ebs/volume:Volume",
    {
      id: "CKV_AWS_3 CKV2_AWS_2 EC2.3",
      title: "volumes are encrypted",
      reason: "Whoever gets hold of a snapshot of a plain volume can read it.",
      remedy: "Set encrypted to true; a plain volume must be copied.",
      general: true,
    },
    (volume) => volume.inputs["encrypted"] === true,
  ),
  each(
    [...groupRules, group, defaultGroup],
    {
      id: "CKV_AWS_24 CKV_AWS_25 CKV_AWS_277 EC2.18 EC2.19",
      title: "the world reaches 80 and 443 only",
      reason: "Any other open port is tried by the whole internet within minutes.",
      remedy: "Name a security group or a private range as the source.",
      general: true,
    },
    (one) => openings(one).every((opening) => !fromTheWorld(opening) || isWebPort(opening)),
  ),
  each(
    groupRules,
    {
      id: "CKV_AWS_23",
      title: "rules are described",
      reason: "Nobody dares to remove a rule whose purpose is unknown.",
      remedy: "Set description.",
    },
    (rule) => String(rule.inputs["description"] ?? "") !== "",
  ),
  each(
    group,
    {
      id: "CKV_AWS_23",
      title: "groups are described and have no inline rules",
      reason: "Inline rules and rules of their own overwrite each other.",
      remedy: "Set description, and make each rule a resource of its own.",
    },
    ({ inputs }) => String(inputs["description"] ?? "") !== "" && inputs["ingress"] === undefined,
  ),
  each(
    group,
    {
      id: "CKV2_AWS_5",
      title: "groups are attached to something",
      reason: "A group that nothing uses is forgotten, and used by mistake later.",
      remedy: "Remove the group, or attach it.",
    },
    (one, graph) =>
      graph.some(
        (user) =>
          user.type !== group &&
          !groupRules.includes(user.type) &&
          groupInputs.some((input) => refersTo(user, input, one)),
      ),
  ),
  each(
    "aws:ec2/vpc:Vpc",
    {
      id: "CKV2_AWS_12 EC2.2 CIS-6.5",
      title: "the default group is empty",
      reason: "What is made without a group gets the default one, which lets its members talk to each other.",
      remedy: "Manage the default group of the VPC with no rules.",
    },
    (vpc, graph) =>
      ofType(graph, defaultGroup).some(
        (one) =>
          refersTo(one, "vpcId", vpc) && isEmpty(one.inputs["ingress"]) && isEmpty(one.inputs["egress"]),
      ),
  ),
  each(
    "aws:ec2/subnet:Subnet",
    {
      id: "CKV_AWS_130 EC2.15",
      title: "no automatic public address",
      reason: "What starts in the subnet would be on the internet without anybody asking for it.",
      remedy: "Set mapPublicIpOnLaunch to false and give an address to what needs one.",
    },
    (subnet) => subnet.inputs["mapPublicIpOnLaunch"] === false,
  ),
  each(
    "aws:ec2/eip:Eip",
    {
      id: "CKV2_AWS_19",
      title: "addresses are attached",
      reason: "An address that nothing uses is billed all the same.",
      remedy: "Associate it, or remove it.",
    },
    (address, graph) =>
      ["aws:ec2/eipAssociation:EipAssociation", "aws:ec2/natGateway:NatGateway"].some((type) =>
        ofType(graph, type).some((user) => refersTo(user, "allocationId", address)),
      ),
  ),
];

/** Where resources name the groups they are in; each type has a name of its own for it. */
const groupInputs = [
  "networkConfiguration",
  "vpcConfig",
  "settings",
  "vpcSecurityGroupIds",
  "securityGroups",
  "securityGroupIds",
  // Of a schedule that starts a task.
  "target",
];

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

type Opening = Readonly<Record<string, unknown>>;

/** What a rule, or a group with inline rules, lets in. */
function openings({ type, inputs }: Resource): readonly Opening[] {
  if (inputs["ingress"] === "[secret]") return [{ cidrIpv4: "[secret]" }];
  if (!groupRules.includes(type)) return records<Opening>(inputs["ingress"]);
  return inputs["type"] === "egress" ? [] : [inputs];
}

function fromTheWorld(opening: Opening): boolean {
  const ranges = ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
    list(opening[key] as string | readonly string[]),
  );
  return ranges.some(isWide);
}

/**
 * No private network is wider than a /8, so a wider range holds the internet or, with its other half, is all of it. A secret
 * one may be any.
 */
function isWide(range: string): boolean {
  if (range === "[secret]") return true;
  const prefix = /\/(\d+)$/.exec(range)?.[1];
  return prefix !== undefined && Number(prefix) < 8;
}

/** Ports count for TCP and UDP alone: AWS opens all of any other protocol, `-1` among them, whatever ports stand beside it. */
function isWebPort({ fromPort, toPort, ipProtocol, protocol = ipProtocol }: Opening): boolean {
  const hasPorts = ["tcp", "udp", "6", "17"].includes(String(protocol).toLowerCase());
  return hasPorts && webPorts.has(Number(fromPort)) && fromPort === toPort;
}
