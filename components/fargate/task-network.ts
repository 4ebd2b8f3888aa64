import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type { Plan } from "../../plan/types";
import type { Network } from "../network";
import { tags } from "../tags";

export interface TaskNetwork {
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly assignPublicIp: boolean;
  /** The way out of the subnets, for what must come after it. */
  readonly ready: readonly pulumi.Resource[];
}

export interface TaskNetworkArgs {
  readonly plan: Plan;
  readonly way: "public" | "nat" | "endpoints";
  readonly exec: boolean;
  readonly network: Network;
}

/**
 * Where tasks run: in the public subnets with an address each, which no group lets anybody reach; or in private subnets,
 * behind one NAT gateway or with endpoints of AWS's services alone.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export function createTaskNetwork(args: TaskNetworkArgs, parent: pulumi.Resource): TaskNetwork {
  if (args.way === "public") {
    const { publicSubnets, internet } = args.network;
    return { subnetIds: publicSubnets.map(({ id }) => id), assignPublicIp: true, ready: internet };
  }
  const { subnetIds, routes, linked } = createPrivateSubnets(args, parent);
  const out =
    args.way === "nat" ? createNat(args, routes, parent) : createEndpoints(args, subnetIds, routes, parent);
  return { subnetIds, assignPublicIp: false, ready: [...linked, ...out] };
}

function createPrivateSubnets({ plan, network }: TaskNetworkArgs, parent: pulumi.Resource) {
  const { stack } = plan;
  const routes = new ec2.RouteTable(
    "private",
    { vpcId: network.vpcId, tags: tags(stack, "private") },
    { parent },
  );
  const subnets = plan.network.zones.map(({ index, privateCidr }) => {
    const subnet = new ec2.Subnet(
      `private-${index}`,
      {
        vpcId: network.vpcId,
        cidrBlock: privateCidr,
        availabilityZone: network.publicSubnets[index]?.zone ?? "",
        mapPublicIpOnLaunch: false,
        tags: tags(stack, `private-${index}`),
      },
      { parent },
    );
    const link = new ec2.RouteTableAssociation(
      `private-${index}`,
      { subnetId: subnet.id, routeTableId: routes.id },
      { parent },
    );
    return { id: subnet.id, link };
  });
  return { subnetIds: subnets.map(({ id }) => id), routes, linked: subnets.map(({ link }) => link) };
}

/** One for all zones: half the price of one a zone; when its zone fails, tasks in the other cannot call out. */
function createNat({ plan, network }: TaskNetworkArgs, routes: ec2.RouteTable, parent: pulumi.Resource) {
  const { stack } = plan;
  // AWS gives neither before the VPC has its gateway.
  const options = { parent, dependsOn: [...network.internet] };
  const address = new ec2.Eip("nat", { domain: "vpc", tags: tags(stack, "nat") }, options);
  const gateway = new ec2.NatGateway(
    "nat",
    {
      allocationId: address.allocationId,
      subnetId: network.publicSubnets[0]?.id ?? "",
      connectivityType: "public",
      tags: tags(stack, "nat"),
    },
    options,
  );
  const route = new ec2.Route(
    "private-internet",
    { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id },
    { parent },
  );
  return [route];
}

/**
 * Image manifests, image layers (they lie in S3), logs, secrets, and shells when they are allowed.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
function createEndpoints(
  { plan, network, exec }: TaskNetworkArgs,
  subnetIds: readonly pulumi.Output<string>[],
  routes: ec2.RouteTable,
  parent: pulumi.Resource,
) {
  const { stack, region } = plan;
  const { groupId, opened } = createEndpointGroup(plan, network.vpcId, parent);
  const services = ["ecr.api", "ecr.dkr", "logs", "ssm", ...(exec ? ["ssmmessages"] : [])];
  const interfaces = services.map(
    (service) =>
      new ec2.VpcEndpoint(
        service.replace(".", "-"),
        {
          vpcId: network.vpcId,
          serviceName: `com.amazonaws.${region}.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: [...subnetIds],
          securityGroupIds: [groupId],
          tags: tags(stack, service),
        },
        { parent },
      ),
  );
  const s3 = new ec2.VpcEndpoint(
    "s3",
    {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [routes.id],
      tags: tags(stack, "s3"),
    },
    { parent },
  );
  return [...interfaces, s3, opened];
}

/** Private DNS sends the whole VPC to the endpoints, also the function that makes databases: all of it may come in. */
function createEndpointGroup(
  { stack, network }: Plan,
  vpcId: pulumi.Output<string>,
  parent: pulumi.Resource,
) {
  const group = new ec2.SecurityGroup(
    "endpoints",
    { vpcId, description: "Ladder endpoints: services of AWS for the VPC", tags: tags(stack, "endpoints") },
    { parent },
  );
  const opened = new vpc.SecurityGroupIngressRule(
    "vpc-to-endpoints",
    {
      securityGroupId: group.id,
      cidrIpv4: network.vpcCidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "everything in the VPC",
    },
    { parent },
  );
  return { groupId: group.id, opened };
}
