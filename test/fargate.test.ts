import { expect } from "chai";
import { strategies } from "../components/fargate/service";
import { evaluated, type EvaluatedStack } from "./evaluated";
import { inputsOf, containerOf, typesOf } from "./fargate-inputs";
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

  it("changes a health path after the migration, and makes it a deployment that must end with healthy copies", async () => {
    const changed = async (...set: readonly string[]) => {
      const stack = await evaluated("dev", fargateStack(...set));
      const service = inputsOf(stack, "aws:ecs/service:Service", "shop");
      const watched = inputsOf(stack, "pulumi-nodejs:dynamic/ladder:RollOut", "shop")["shape"];
      return { stack, service, watched: JSON.parse(String(watched)) as Record<string, unknown> };
    };
    const [before, after] = [await changed(), await changed("apps.0.health=/ready")];
    expect(before.service["triggers"]).to.deep.equal({ health: "/health" });
    expect(after.service).to.deep.include({ triggers: { health: "/ready" }, forceNewDeployment: true });
    expect(after.watched["triggers"]).to.deep.equal({ health: "/ready" });
    const group = after.stack.resources.find(
      ({ type, name }) => type === "aws:lb/targetGroup:TargetGroup" && name === "shop",
    );
    expect(group?.options.dependsOn.map((urn) => urn.split("$").at(-1))).to.include(
      "pulumi-nodejs:dynamic/ladder:RunMigration::shop",
    );
    const worker = inputsOf(before.stack, "aws:ecs/service:Service", "watch");
    expect(worker).to.not.have.property("triggers");
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
});
