import { expect } from "chai";
import { strategies } from "../components/fargate/service";
import type { Container } from "../components/fargate/container";
import { statements } from "../policy/statements";
import { evaluated, type EvaluatedStack } from "./evaluated";
import { fargateStack } from "./fargate-stack";

const combinations: readonly (readonly string[])[] = [
  [],
  ["domain=null", 'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80}]'],
  ["dns=manual"],
  ["zoneId=Z0123456789ABCDEFGHIJ", "fargate.spotPercent=50"],
  ["fargate.network=nat", "fargate.exec=true"],
  ["fargate.network=endpoints", 'apps=[{"name":"one","build":"./examples/todo","port":3000}]'],
  ['apps=[{"name":"worker","image":"traefik/whoami:v1.11.0"}]', "fargate.spotPercent=100"],
  ['apps=[{"name":"site","static":"./examples/site-docs"}]'],
];

const shape = ({ resources }: EvaluatedStack) => resources.map(({ urn, options }) => ({ urn, options }));

function inputsOf({ resources }: EvaluatedStack, type: string, name: string) {
  const found = resources.find((one) => one.type === type && one.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  return found.inputs;
}

function containerOf(stack: EvaluatedStack, name: string): Container {
  const { containerDefinitions } = inputsOf(stack, "aws:ecs/taskDefinition:TaskDefinition", name);
  const [container] = JSON.parse(String(containerDefinitions)) as [Container];
  return container;
}

const typesOf = ({ resources }: EvaluatedStack) => new Set(resources.map(({ type }) => type));

describe("the fargate tier", () => {
  for (const set of combinations) {
    const title = set.join(" ") || "a whole portfolio";

    it(`registers the same resources with the same options in preview and in update: ${title}`, async () => {
      const update = await evaluated("dev", fargateStack(...set), "placeholders");
      const preview = await evaluated("dev", fargateStack(...set), "unknown");
      expect(shape(preview)).to.deep.equal(shape(update));
      const urns = update.resources.map(({ urn }) => urn);
      expect(new Set(urns).size).to.equal(urns.length);
      const inTier = update.resources.filter(({ parent }) => parent?.includes("ladder:tiers:Fargate"));
      expect(inTier.filter(({ options }) => options.protect)).to.deep.equal([]);
    });
  }

  it("makes a service wait for its rules, rights, migration, databases, cache and files", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const waitsFor = (name: string) =>
      resources
        .find((one) => one.type === "aws:ecs/service:Service" && one.name === name)
        ?.options.dependsOn.map((urn) => urn.split("$").at(-1)?.split("::").slice(-2).join(" "));
    expect(waitsFor("shop")).to.include.members([
      "pulumi-nodejs:dynamic/ladder:RunMigration shop",
      "aws:lb/listenerRule:ListenerRule shop-0",
      "aws:iam/rolePolicy:RolePolicy shop.start",
      "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders apps",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule tasks-to-databases",
      "aws:lambda/invocation:Invocation make-databases",
      "aws:elasticache/replicationGroup:ReplicationGroup cache",
    ]);
    expect(waitsFor("wiki")).to.include.members(["aws:efs/mountTarget:MountTarget files-0"]);
    const migration = resources.find(({ type }) => type.endsWith("ladder:RunMigration"));
    expect(migration?.options.dependsOn.some((urn) => urn.endsWith("::make-databases"))).to.equal(true);
  });

  it("gives an app its secrets by reference, and a new version when a value changes", async () => {
    const { environment, secrets, dockerLabels } = containerOf(
      await evaluated("dev", fargateStack()),
      "shop",
    );
    expect(environment).to.deep.equal([
      { name: "PORT", value: "3000" },
      { name: "REDIS_PREFIX", value: "shop:" },
    ]);
    const parameter = (name: string) => ({
      name,
      valueFrom: `\${urn:pulumi:dev::ladder::aws:ssm/parameter:Parameter::shop.${name}.arn}`,
    });
    expect(secrets).to.deep.equal(["KEY", "DATABASE_URL", "REDIS_URL"].map(parameter));
    expect(dockerLabels?.["ladder.secrets"]).to.match(/^v.*shop\.KEY\.version.*shop\.REDIS_URL\.version/);
  });

  it("lets only those that use the databases, the cache and the files reach them", async () => {
    const stack = await evaluated("dev", fargateStack());
    const groups = (app: string) => {
      const network = inputsOf(stack, "aws:ecs/service:Service", app)["networkConfiguration"];
      return (network as { securityGroups: readonly string[] }).securityGroups.map(
        (group) => /SecurityGroup::(.+)\.id\}$/.exec(group)?.[1],
      );
    };
    expect(groups("shop")).to.deep.equal(["tasks", "tasks-databases", "tasks-cache"]);
    expect(groups("watch")).to.deep.equal(["tasks"]);
    expect(groups("wiki")).to.deep.equal(["tasks", "tasks-files"]);
  });

  it("replaces web apps beside the old copy, and what must not run twice after its end", async () => {
    const stack = await evaluated("dev", fargateStack());
    const percents = (app: string) => {
      const service = inputsOf(stack, "aws:ecs/service:Service", app);
      return [
        service["deploymentMinimumHealthyPercent"],
        service["deploymentMaximumPercent"],
        service["availabilityZoneRebalancing"],
      ];
    };
    expect(percents("shop")).to.deep.equal([100, 200, "ENABLED"]);
    expect(percents("watch")).to.deep.equal([0, 100, "DISABLED"]);
    expect(percents("wiki")).to.deep.equal([0, 100, "DISABLED"]);
  });

  it("lets requests end before the app is asked to, and a new copy start before checks count", async () => {
    const stack = await evaluated("dev", fargateStack());
    const target = inputsOf(stack, "aws:lb/targetGroup:TargetGroup", "shop");
    const service = inputsOf(stack, "aws:ecs/service:Service", "shop");
    expect(target["deregistrationDelay"]).to.equal(20);
    expect(containerOf(stack, "shop").stopTimeout).to.equal(20);
    expect(service["healthCheckGracePeriodSeconds"]).to.equal(75);
  });

  it("leaves the number of copies to scaling where there is any", async () => {
    const stack = await evaluated("dev", fargateStack());
    const ignored = (app: string) =>
      stack.resources.find((one) => one.type === "aws:ecs/service:Service" && one.name === app)?.options
        .ignoreChanges;
    expect([ignored("shop"), ignored("watch")]).to.deep.equal([["desiredCount"], []]);
    expect(
      inputsOf(stack, "aws:appautoscaling/policy:Policy", "shop.requests")[
        "targetTrackingScalingPolicyConfiguration"
      ],
    ).to.deep.include({ targetValue: 100, scaleInCooldown: 300, scaleOutCooldown: 60 });
  });

  it("puts the first copy on demand and the share of the rest on Spot", () => {
    expect(strategies(0)).to.deep.equal([{ capacityProvider: "FARGATE", base: 0, weight: 1 }]);
    expect(strategies(60)).to.deep.equal([
      { capacityProvider: "FARGATE", base: 1, weight: 40 },
      { capacityProvider: "FARGATE_SPOT", base: 0, weight: 60 },
    ]);
    expect(strategies(100)).to.deep.equal([{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }]);
  });

  it("has no load balancer without a web app, no cluster without a container, no way out but the chosen", async () => {
    const worker = typesOf(await evaluated("dev", fargateStack(combinations[6]?.[0] ?? "")));
    expect(worker.has("aws:lb/loadBalancer:LoadBalancer")).to.equal(false);
    const site = typesOf(await evaluated("dev", fargateStack(combinations[7]?.[0] ?? "")));
    expect(site.has("aws:ecs/cluster:Cluster")).to.equal(false);
    const nat = await evaluated("dev", fargateStack("fargate.network=nat"));
    expect(typesOf(nat).has("aws:ec2/natGateway:NatGateway")).to.equal(true);
    const network = inputsOf(nat, "aws:ecs/service:Service", "shop")["networkConfiguration"];
    expect(network).to.deep.include({ assignPublicIp: false });
  });

  it("sends every redirecting host to the app's first, with a certificate and a record", async () => {
    const stack = await evaluated("dev", fargateStack());
    const rule = inputsOf(stack, "aws:lb/listenerRule:ListenerRule", "shop.redirect-0");
    expect(rule["conditions"]).to.deep.equal([
      { hostHeader: { values: ["www.example.com", "shop.example.org"] } },
    ]);
    expect(rule["actions"]).to.deep.equal([
      {
        type: "redirect",
        redirect: {
          ...{ host: "shop.example.com", protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
          ...{ path: "/#{path}", query: "#{query}" },
        },
      },
    ]);
    const certificate = (name: string) => {
      const inputs = inputsOf(stack, "aws:acm/certificate:Certificate", name);
      return [inputs["domainName"], ...(inputs["subjectAlternativeNames"] as readonly string[])];
    };
    expect(certificate("load-balancer")).to.deep.equal(["example.com", "*.example.com", "shop.example.org"]);
    const site = inputsOf(stack, "aws:cloudfront/distribution:Distribution", "docs");
    expect(site["aliases"]).to.deep.equal(["docs.example.com", "handbook.example.com"]);
    const finder = inputsOf(stack, "aws:cloudfront/function:Function", "docs");
    expect(String(finder["code"])).to.include(
      'const redirects = {"from":["handbook.example.com"],"to":"docs.example.com"};',
    );
    const records = stack.resources
      .filter(({ type, name }) => type === "aws:route53/record:Record" && name.startsWith("fargate-"))
      .map(({ name }) => name.replace("fargate-", ""));
    expect(records.toSorted()).to.deep.equal(stack.plan.dns.records.toSorted());
    expect(stack.plan.dns.manual).to.deep.equal(["shop.example.org"]);
  });

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
    expect(containerOf(stack, "one").linuxParameters.tmpfs).to.deep.equal([
      { containerPath: "/tmp", size: 32 },
    ]);
  });

  it("gives up a name of an app although Cloud Map still knows its last copies", async () => {
    const name = inputsOf(
      await evaluated("dev", fargateStack()),
      "aws:servicediscovery/service:Service",
      "shop",
    );
    expect(name).to.deep.include({ forceDestroy: true, healthCheckCustomConfig: { failureThreshold: 1 } });
  });

  it("looks at a service again when anything changes that makes ECS start a deployment", async () => {
    const watched = async (...set: readonly string[]) => {
      const inputs = inputsOf(
        await evaluated("dev", fargateStack(...set)),
        "pulumi-nodejs:dynamic/ladder:RollOut",
        "shop",
      );
      return JSON.parse(String(inputs["shape"])) as Record<string, unknown>;
    };
    const [plain, spot, exec] = [
      await watched(),
      await watched("fargate.spotPercent=50"),
      await watched("fargate.exec=true", "apps.0.readOnly=false"),
    ];
    expect(plain["capacityProviderStrategies"]).to.not.deep.equal(spot["capacityProviderStrategies"]);
    expect(exec["enableExecuteCommand"]).to.equal(true);
    expect(Object.keys(plain)).to.include.members(["networkConfiguration", "loadBalancers"]);
    expect(plain).to.not.have.any.keys("desiredCount", "taskDefinition");
  });

  it("watches workers for half a minute, as nothing checks their health", async () => {
    const stack = await evaluated("dev", fargateStack());
    const seconds = (app: string) =>
      inputsOf(stack, "pulumi-nodejs:dynamic/ladder:RollOut", app)["watchSeconds"];
    expect([seconds("shop"), seconds("watch")]).to.deep.equal([0, 30]);
  });

  it("may pull an image from ECR that an app names, and no other", async () => {
    const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/shop:1.4.0";
    const apps = JSON.stringify([
      { name: "one", image, port: 80 },
      { name: "two", image: "traefik/whoami:v1.11.0" },
    ]);
    const pulls = async (...set: readonly string[]) =>
      (await evaluated("dev", [...set, `apps=${apps}`])).resources
        .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
        .flatMap(({ name, inputs }) =>
          statements(inputs["policy"])
            .filter(({ Sid }) => Sid === "PullOwnImages")
            .map(({ Resource }) => [name, Resource] as const),
        );
    const arn = "arn:aws:ecr:us-east-1:123456789012:repository/team/shop";
    expect(await pulls("tier=fargate", "domain=example.com")).to.deep.equal([["one.start", [arn]]]);
    for (const tier of ["compose", "beanstalk"]) {
      const [[, resources] = []] = await pulls(`tier=${tier}`);
      expect(resources).to.include(arn);
    }
  });

  it("publishes a proof of ownership once for both certificates", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const proofs = resources.filter(({ name }) => name.startsWith("proof-")).map(({ name }) => name);
    expect(proofs).to.deep.equal(["proof-example.com"]);
    const [, sites] = resources.filter(({ type }) => type === "aws:acm/certificate:Certificate");
    expect(sites?.inputs["region"]).to.equal("us-east-1");
  });

  it("says what to set by hand when the records are elsewhere", async () => {
    const { outputs, resources } = await evaluated("dev", fargateStack("dns=manual"));
    expect(resources.filter(({ type }) => type === "aws:route53/record:Record")).to.deep.equal([]);
    const records = outputs["recordsToSet"] as readonly string[];
    expect(records.map((line) => line.replace(/\$\{\S+\}/g, "<of AWS>"))).to.deep.equal([
      "<of AWS> CNAME <of AWS>",
      "<of AWS> CNAME <of AWS>",
      "<of AWS> CNAME <of AWS>",
      "<of AWS> CNAME <of AWS>",
      "shop.example.com CNAME <of AWS>",
      "example.com ALIAS <of AWS> (or ANAME; where the provider has neither, serve www.example.com and redirect to it there)",
      "www.example.com CNAME <of AWS>",
      "shop.example.org CNAME <of AWS>",
      "wiki.example.com CNAME <of AWS>",
      "docs.example.com CNAME <of AWS>",
      "handbook.example.com CNAME <of AWS>",
    ]);
  });
});
