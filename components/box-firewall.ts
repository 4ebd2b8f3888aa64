import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import { tags } from "./tags";

/** Port 80 stays open for certificate challenges and the redirect to HTTPS. */
const openPorts = [
  { name: "http", protocol: "tcp", port: 80 },
  { name: "https", protocol: "tcp", port: 443 },
  { name: "http3", protocol: "udp", port: 443 },
] as const;

const everywhere = "0.0.0.0/0";

/** Security group of the box: 80 and 443 from anywhere, everything out, no SSH. */
export function createBoxFirewall(
  stack: string,
  vpcId: pulumi.Output<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const group = new ec2.SecurityGroup(
    "box",
    { vpcId, description: "Ladder box: web traffic in, everything out", tags: tags(stack, "box") },
    { parent },
  );
  for (const { name, protocol, port } of openPorts) {
    new vpc.SecurityGroupIngressRule(
      `box-${name}`,
      {
        securityGroupId: group.id,
        description: `${name} from anywhere`,
        cidrIpv4: everywhere,
        ipProtocol: protocol,
        fromPort: port,
        toPort: port,
      },
      { parent },
    );
  }
  new vpc.SecurityGroupEgressRule(
    "box-out",
    {
      securityGroupId: group.id,
      description: "images, certificates, AWS and what apps call",
      cidrIpv4: everywhere,
      ipProtocol: "-1",
    },
    { parent },
  );
  return group.id;
}
