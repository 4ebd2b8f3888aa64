import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import type { Kept } from "../plan/stack-plan-types";
import type { Network, NetworkArgs } from "./network";
import { tags } from "./tags";

/**
 * STATEFUL: one subnet a zone for databases and caches, without a route out of the VPC; free. In the zones of the public
 * ones, which may be older: tasks mount files through their own zone's address only, and traffic between zones is billed.
 */
export function createDataSubnets(
  { stack, plan }: NetworkArgs,
  { protect }: Kept,
  vpcId: pulumi.Output<string>,
  publicSubnets: Network["publicSubnets"],
): readonly pulumi.Output<string>[] {
  const routes = new ec2.RouteTable("data", { vpcId, tags: tags(stack, "data") }, { protect });
  return plan.zones.map(({ index, dataCidr }) => {
    const subnet = new ec2.Subnet(
      `data-${index}`,
      {
        vpcId,
        cidrBlock: dataCidr,
        availabilityZone: publicSubnets[index]?.zone,
        mapPublicIpOnLaunch: false,
        tags: tags(stack, `data-${index}`),
      },
      // Zone names come from a look-up whose answer can change; a subnet that exists stays where it is.
      { protect, ignoreChanges: ["availabilityZone"] },
    );
    new ec2.RouteTableAssociation(`data-${index}`, { subnetId: subnet.id, routeTableId: routes.id });
    return subnet.id;
  });
}
