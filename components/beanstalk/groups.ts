import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import { openGroup } from "../closed-group";
import { tags } from "../tags";

export interface GroupsArgs {
  readonly stack: string;
  readonly vpcId: pulumi.Output<string>;
  readonly balanced: boolean;
  /** Whether the load balancer has a certificate. */
  readonly secure: boolean;
}

export interface Groups {
  readonly instances: pulumi.Output<string>;
  readonly balancer?: pulumi.Output<string>;
  /** Rules that must be there before anything can work. */
  readonly opened: readonly pulumi.Resource[];
}

/** Port 80 is for certificate challenges and the redirect to HTTPS. */
const webPorts = [
  { name: "http", ipProtocol: "tcp", port: 80 },
  { name: "https", ipProtocol: "tcp", port: 443 },
  { name: "http3", ipProtocol: "udp", port: 443 },
] as const;
const everywhere = "0.0.0.0/0";

/** Security groups of the environment: the world reaches the load balancer if there is one, else the instance. No SSH. */
export function createGroups(args: GroupsArgs, parent: pulumi.Resource): Groups {
  const instances = createGroup("instances", "web traffic in, everything out", args, parent);
  const out = openOut("instances", instances, "images, certificates, AWS and what apps call", parent);
  if (!args.balanced)
    return {
      instances,
      opened: [out, ...webPorts.map((port) => openToAll("instances", instances, port, parent))],
    };
  const balancer = createGroup("web", "load balancer: web traffic in, instances out", args, parent);
  const ports = webPorts.filter(({ name }) => name === "http" || (name === "https" && args.secure));
  const fromBalancer = { groupId: instances, port: 80, fromGroupId: balancer, description: "load balancer" };
  return {
    instances,
    balancer,
    opened: [
      out,
      ...ports.map((port) => openToAll("web", balancer, port, parent)),
      openGroup("instances-from-web", fromBalancer, parent),
      openToGroup("web-to-instances", balancer, instances, parent),
    ],
  };
}

function createGroup(
  name: string,
  description: string,
  { stack, vpcId }: GroupsArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return new ec2.SecurityGroup(
    name,
    { vpcId, description: `Ladder ${name}: ${description}`, tags: tags(stack, name) },
    { parent },
  ).id;
}

function openToAll(
  group: string,
  securityGroupId: pulumi.Output<string>,
  { name, ipProtocol, port }: (typeof webPorts)[number],
  parent: pulumi.Resource,
): pulumi.Resource {
  return new vpc.SecurityGroupIngressRule(
    `${group}-${name}`,
    {
      securityGroupId,
      description: `${name} from anywhere`,
      cidrIpv4: everywhere,
      ipProtocol,
      fromPort: port,
      toPort: port,
    },
    { parent },
  );
}

function openOut(
  group: string,
  securityGroupId: pulumi.Output<string>,
  description: string,
  parent: pulumi.Resource,
): pulumi.Resource {
  return new vpc.SecurityGroupEgressRule(
    `${group}-out`,
    { securityGroupId, description, cidrIpv4: everywhere, ipProtocol: "-1" },
    { parent },
  );
}

function openToGroup(
  name: string,
  securityGroupId: pulumi.Output<string>,
  referencedSecurityGroupId: pulumi.Output<string>,
  parent: pulumi.Resource,
): pulumi.Resource {
  const port = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
  return new vpc.SecurityGroupEgressRule(
    name,
    { securityGroupId, referencedSecurityGroupId, ...port, description: "the edge of each instance" },
    { parent },
  );
}
