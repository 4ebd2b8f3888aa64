import { expect } from "chai";
import { evaluated, type EvaluatedStack } from "./evaluated";
import { inputsOf, containerOf } from "./fargate-inputs";
import { fargateStack } from "./fargate-stack";

function endpoints({ resources }: EvaluatedStack) {
  return resources
    .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
    .map(({ inputs }) => [inputs["serviceName"], inputs["vpcEndpointType"]]);
}

function migrationOf({ resources }: EvaluatedStack) {
  const found = resources.find(({ type }) => type.endsWith("ladder:RunMigration"));
  if (!found) throw new Error("no migration");
  return found;
}

describe("the network of the fargate tier", () => {
  it("makes nothing that faces the internet before the network has its way out", async () => {
    const stack = await evaluated("dev", fargateStack("fargate.network=nat"));
    const wayOut = [
      "aws:ec2/route:Route::public-internet",
      "aws:ec2/routeTableAssociation:RouteTableAssociation::public-0",
      "aws:ec2/routeTableAssociation:RouteTableAssociation::public-1",
    ].map((name) => `urn:pulumi:dev::ladder::${name}`);
    const waits = ({ resources }: EvaluatedStack, type: string) =>
      resources.filter((one) => one.type === type && one.name !== "address").map(({ options }) => options);
    for (const type of [
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:ec2/natGateway:NatGateway",
      "aws:ec2/eip:Eip",
    ])
      for (const { dependsOn } of waits(stack, type)) expect(dependsOn).to.include.members(wayOut);
    const open = await evaluated("dev", fargateStack());
    for (const { dependsOn } of waits(open, "aws:ecs/service:Service"))
      expect(dependsOn).to.include.members(wayOut);
    const beanstalk = await evaluated("dev", [
      "tier=beanstalk",
      'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80}]',
    ]);
    const [environment] = waits(beanstalk, "aws:elasticbeanstalk/environment:Environment");
    expect(environment?.dependsOn).to.include.members(wayOut);
  });

  it("lets the whole VPC use endpoints, and starts nothing before it may", async () => {
    const stack = await evaluated(
      "dev",
      fargateStack(
        "fargate.network=endpoints",
        'apps=[{"name":"one","build":"./examples/todo","port":3000,"readOnly":true}]',
      ),
    );
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    expect(inputsOf(stack, type, "vpc-to-endpoints")).to.deep.include({
      cidrIpv4: stack.plan.network.vpcCidr,
      fromPort: 443,
      toPort: 443,
    });
    const service = stack.resources.find((one) => one.type === "aws:ecs/service:Service");
    expect(service?.options.dependsOn.some((urn) => urn.endsWith("::vpc-to-endpoints"))).to.equal(true);
    expect(endpoints(stack)).to.deep.equal([
      ["com.amazonaws.us-east-1.ecr.api", "Interface"],
      ["com.amazonaws.us-east-1.ecr.dkr", "Interface"],
      ["com.amazonaws.us-east-1.logs", "Interface"],
      ["com.amazonaws.us-east-1.ssm", "Interface"],
      ["com.amazonaws.us-east-1.s3", "Gateway"],
    ]);
    const routes = inputsOf(stack, "aws:ec2/vpcEndpoint:VpcEndpoint", "s3")["routeTableIds"];
    expect(JSON.stringify(routes)).to.match(/^\["\$\{urn:[^"]*RouteTable::private\.id\}"\]$/);
    for (const { urn } of stack.resources.filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint"))
      expect(service?.options.dependsOn).to.include(urn);
    expect(containerOf(stack, "one").linuxParameters.tmpfs).to.deep.equal([
      { containerPath: "/tmp", size: 32 },
    ]);
  });

  it("opens a shell's way out only where shells are allowed", async () => {
    const stack = await evaluated(
      "dev",
      fargateStack(
        ...["fargate.network=endpoints", "fargate.exec=true"],
        'apps=[{"name":"one","build":"./examples/todo","port":3000}]',
      ),
    );
    expect(endpoints(stack).map(([service]) => service)).to.include("com.amazonaws.us-east-1.ssmmessages");
  });

  it("starts no task in private subnets before they have their way out through the NAT gateway", async () => {
    const stack = await evaluated("dev", fargateStack("fargate.network=nat"));
    const services = stack.resources.filter(({ type }) => type === "aws:ecs/service:Service");
    expect(services.map(({ name }) => name)).to.deep.equal(["shop", "watch", "wiki"]);
    const route = stack.resources.find(
      ({ type, name }) => type === "aws:ec2/route:Route" && name === "private-internet",
    );
    for (const { options } of [...services, migrationOf(stack)])
      expect(options.dependsOn).to.include(route?.urn);
  });

  it("makes a service without a domain wait for its listener", async () => {
    const stack = await evaluated(
      "dev",
      fargateStack("domain=null", 'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80}]'),
    );
    const listener = stack.resources.find(({ type }) => type === "aws:lb/listener:Listener");
    const service = stack.resources.find(({ type }) => type === "aws:ecs/service:Service");
    expect(listener?.name).to.equal("http");
    expect(service?.options.dependsOn).to.include(listener?.urn);
  });

  it("migrates where the app runs, with its way to the internet", async () => {
    const ways = async (network: string) => {
      const { inputs } = migrationOf(await evaluated("dev", fargateStack(`fargate.network=${network}`)));
      const subnets = JSON.stringify(inputs["subnetIds"]).match(/Subnet::([a-z]+)-/g);
      return [inputs["assignPublicIp"], ...(subnets ?? [])];
    };
    expect(await ways("public")).to.deep.equal([true, "Subnet::public-", "Subnet::public-"]);
    expect(await ways("nat")).to.deep.equal([false, "Subnet::private-", "Subnet::private-"]);
  });
});
