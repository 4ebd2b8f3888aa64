import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import { databasePort } from "../../plan/rds-server";
import { openGroup } from "../closed-group";
import { tags } from "../tags";
import { dumpsName, type DumpsArgs } from "./create-dumps";

/** The task's security group: everything out, nothing in; and the way into the databases. */
export function createDumpsGroup({ plan, network, database }: DumpsArgs): {
  readonly id: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];
} {
  const { id } = new ec2.SecurityGroup(dumpsName, {
    vpcId: network.vpcId,
    description: "Ladder: the task that backs databases up",
    tags: tags(plan.stack, dumpsName),
  });
  const out = new vpc.SecurityGroupEgressRule(`${dumpsName}-out`, {
    securityGroupId: id,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "-1",
    description: "image, packages, buckets, the off-site store, and the databases",
  });
  const opened = openGroup(`${dumpsName}-to-databases`, {
    groupId: database.securityGroupId,
    port: databasePort,
    fromGroupId: id,
    description: "the task that backs databases up",
  });
  return { id, ready: [out, opened] };
}
