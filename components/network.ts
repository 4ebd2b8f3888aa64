import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import type { Kept } from "../plan/stack-plan-types";
import type { NetworkPlan } from "../plan/types";
import { createDataSubnets } from "./data-subnets";
import { tags } from "./tags";

export interface Network {
  readonly vpcId: pulumi.Output<string>;
  /** What public addresses need to be reached, and AWS to let go of them. */
  readonly gateway: pulumi.Resource;
  /** After it what is in the public subnets reaches the internet, and is reached. */
  readonly internet: readonly pulumi.Resource[];
  /** One public subnet a zone. */
  readonly publicSubnets: readonly {
    readonly id: pulumi.Output<string>;
    readonly zone: pulumi.Output<string>;
  }[];
  /** One a zone, without a route out; empty when nothing needs them. */
  readonly dataSubnetIds: readonly pulumi.Output<string>[];
}

export interface NetworkArgs {
  readonly stack: string;
  readonly plan: NetworkPlan;
  /** One zone name for each zone of the plan; taken at the first `up` and kept. */
  readonly zones: readonly string[];
  /** Set when databases, caches or shared files need subnets of their own. */
  readonly dataSubnets?: Kept;
}

/** STATEFUL: the network that volumes, databases and addresses live in. No NAT: whatever runs here has its own address. */
export function createNetwork(args: NetworkArgs): Network {
  const { stack, plan } = args;
  const vpc = new ec2.Vpc(
    "vpc",
    { cidrBlock: plan.vpcCidr, enableDnsHostnames: true, enableDnsSupport: true, tags: tags(stack, "vpc") },
    { protect: true },
  );
  // Without rules, nothing that forgets to name a security group can be reached.
  new ec2.DefaultSecurityGroup("closed", {
    vpcId: vpc.id,
    ingress: [],
    egress: [],
    tags: tags(stack, "closed"),
  });
  const gateway = createGateway(stack, vpc);
  const { table, route } = createRoutes(stack, vpc, gateway);
  const subnets = plan.zones.map(({ index, publicCidr }) =>
    createPublicSubnet(args, vpc, table, index, publicCidr),
  );
  const publicSubnets = subnets.map(({ id, zone }) => ({ id, zone }));
  const dataSubnetIds = args.dataSubnets
    ? createDataSubnets(args, args.dataSubnets, vpc.id, publicSubnets)
    : [];
  const internet = [route, ...subnets.map(({ link }) => link)];
  return { vpcId: vpc.id, gateway, internet, publicSubnets, dataSubnetIds };
}

function createGateway(stack: string, vpc: ec2.Vpc): ec2.InternetGateway {
  return new ec2.InternetGateway(
    "internet",
    { vpcId: vpc.id, tags: tags(stack, "internet") },
    { protect: true },
  );
}

function createRoutes(stack: string, vpc: ec2.Vpc, gateway: ec2.InternetGateway) {
  const table = new ec2.RouteTable(
    "public",
    { vpcId: vpc.id, tags: tags(stack, "public") },
    { protect: true },
  );
  const route = new ec2.Route("public-internet", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  return { table, route };
}

function createPublicSubnet(
  args: NetworkArgs,
  vpc: ec2.Vpc,
  routes: ec2.RouteTable,
  index: number,
  cidrBlock: string,
) {
  const subnet = new ec2.Subnet(
    `public-${index}`,
    {
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone: args.zones[index],
      mapPublicIpOnLaunch: false,
      tags: tags(args.stack, `public-${index}`),
    },
    // Zone names come from a look-up whose answer can change; a subnet that exists stays where it is.
    { protect: true, ignoreChanges: ["availabilityZone"] },
  );
  const ids = { subnetId: subnet.id, routeTableId: routes.id };
  const link = new ec2.RouteTableAssociation(`public-${index}`, ids);
  return { id: subnet.id, zone: subnet.availabilityZone, link };
}
