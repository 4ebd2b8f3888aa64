import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import { tags } from "./tags";

export interface ClosedGroupArgs {
  readonly stack: string;
  readonly vpcId: pulumi.Output<string>;
  readonly description: string;
  readonly protect: boolean;
}

/** STATEFUL: a security group that lets nothing in or out until a tier opens it for its own group. */
export function createClosedGroup(name: string, args: ClosedGroupArgs): pulumi.Output<string> {
  const { stack, vpcId, description, protect } = args;
  return new ec2.SecurityGroup(name, { vpcId, description, tags: tags(stack, name) }, { protect }).id;
}

export interface OpeningArgs {
  /** The group that is opened, on one TCP port. */
  readonly groupId: pulumi.Output<string>;
  readonly port: number;
  /** The group whose members may connect. */
  readonly fromGroupId: pulumi.Output<string>;
  readonly description: string;
}

/** Lets the members of one group reach those of another on one port. */
export function openGroup(name: string, args: OpeningArgs, parent?: pulumi.Resource): pulumi.Resource {
  return new vpc.SecurityGroupIngressRule(
    name,
    {
      securityGroupId: args.groupId,
      referencedSecurityGroupId: args.fromGroupId,
      ipProtocol: "tcp",
      fromPort: args.port,
      toPort: args.port,
      description: args.description,
    },
    { parent },
  );
}
