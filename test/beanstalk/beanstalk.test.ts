import { expect } from "chai";
import { bundleContents } from "../../cli/bundle-contents";
import { beanstalkEnvironment, nameLimits } from "../../plan/names";
import { evaluated, type EvaluatedStack } from "../evaluated";
import { balancedStack, singleStack } from "./beanstalk-stack";

const one = 'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80}]';
const combinations: readonly (readonly string[])[] = [
  singleStack(),
  balancedStack(),
  singleStack("dns=manual", "beanstalk.updates=immutable"),
  balancedStack("dns=manual", "beanstalk.min=2"),
  singleStack("zoneId=Z0123456789ABCDEFGHIJ", "beanstalk.cache=elasticache"),
  singleStack("domain=null", one),
  balancedStack("domain=null", one),
  singleStack("domain=null", 'apps=[{"name":"worker","image":"traefik/whoami:v1.11.0"}]'),
];

const shape = ({ resources }: EvaluatedStack) => resources.map(({ urn, options }) => ({ urn, options }));
const environmentType = "aws:elasticbeanstalk/environment:Environment";
const healthType = "pulumi-nodejs:dynamic/ladder:HealthyEnvironment";

function found({ resources }: EvaluatedStack, type: string, name: string) {
  const resource = resources.find((each) => each.type === type && each.name === name);
  if (!resource) throw new Error(`no ${type} ${name}`);
  return resource;
}

const lastParts = (urns: readonly string[]) =>
  urns.map((urn) => urn.split("$").at(-1)?.split("::").slice(-2).join(" "));

describe("the beanstalk tier", () => {
  for (const set of combinations) {
    const title = set.filter((each) => !each.startsWith("apps=") || each === one).join(" ");

    it(`registers the same resources with the same options in preview and in update: ${title}`, async () => {
      const update = await evaluated("dev", set, "placeholders");
      const preview = await evaluated("dev", set, "unknown");
      expect(shape(preview)).to.deep.equal(shape(update));
      const urns = update.resources.map(({ urn }) => urn);
      expect(new Set(urns).size).to.equal(urns.length);
      const inTier = update.resources.filter(({ parent }) => parent?.includes("ladder:tiers:Beanstalk"));
      expect(inTier.filter(({ options }) => options.protect)).to.deep.equal([]);
    });
  }

  it("makes the environment wait for its roles, rules, databases, cache and files, and names for its health", async () => {
    const stack = await evaluated("dev", balancedStack());
    expect(lastParts(found(stack, environmentType, "balanced").options.dependsOn)).to.include.members([
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment beanstalk-health",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule instances-from-web",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule instances-to-databases",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule instances-to-cache",
      "aws:lambda/invocation:Invocation make-databases",
      "aws:elasticache/replicationGroup:ReplicationGroup cache",
    ]);
    const single = await evaluated("dev", singleStack());
    expect(lastParts(found(single, environmentType, "single").options.dependsOn)).to.include.members([
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule instances-to-files",
      "aws:efs/mountTarget:MountTarget files-0",
    ]);
    const version = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion";
    const static_ = "aws:s3/bucketObjectv2:BucketObjectv2 static-docs";
    expect(lastParts(found(stack, version, "version").options.dependsOn)).to.include(static_);
    const record = found(stack, "aws:route53/record:Record", "beanstalk-docs.example.com");
    expect(lastParts(record.options.dependsOn)).to.include(`${healthType} balanced`);
    expect(record.inputs["aliases"]).to.deep.equal([
      {
        name: `\${${found(stack, environmentType, "balanced").urn}.cname}`,
        zoneId: "Z0000000000000",
        evaluateTargetHealth: false,
      },
    ]);
  });

  it("keeps old versions and bundles, and leaves the platform to AWS", async () => {
    const stack = await evaluated("dev", singleStack());
    const kept = stack.resources
      .filter(({ parent, options }) => parent && options.retainOnDelete)
      .map(({ name }) => name);
    expect(kept).to.deep.equal(["bundle", "version"]);
    expect(found(stack, environmentType, "single").options.ignoreChanges).to.deep.equal([
      "solutionStackName",
    ]);
  });

  it("puts what only AWS knows into .env, and every file of the plan beside it", async () => {
    const files = bundleContents((await evaluated("dev", singleStack())).resources);
    expect(Object.keys(files)).to.include.members([
      ".env",
      "box.json",
      "docker-compose.yml",
      "caddy/Caddyfile",
    ]);
    const names = (files[".env"] ?? "").split("\n").map((line) => line.split("=")[0]);
    expect(names).to.deep.equal([
      "REGION",
      "BUCKET",
      "BACKUP_BUCKET",
      "DATABASE_SERVER",
      "FILE_SYSTEM_ID",
      "ACCESS_POINT_0",
      "ACCESS_POINT_1",
      "EDGE_IMAGE",
      "SECRET_VERSIONS",
      "IMAGE_SHOP",
      "IMAGE_WATCH",
      "",
    ]);
  });

  it("deploys again when a secret's value changes, and not when nothing does", async () => {
    const key = async (...set: readonly string[]) => {
      const stack = await evaluated("dev", singleStack(...set));
      return found(stack, "aws:s3/bucketObjectv2:BucketObjectv2", "bundle").inputs["key"];
    };
    expect(await key()).to.equal(await key());
    expect(await key()).to.not.equal(await key("apps.0.secrets=[{name: OTHER, generate: true}]"));
    expect(await key()).to.equal(await key("beanstalk.rootGb=20"));
  });

  it("has a certificate for every host behind its load balancer, static sites and redirects with them", async () => {
    const certificates = async (set: readonly string[]) =>
      (await evaluated("dev", set)).resources
        .filter(({ type }) => type === "aws:acm/certificate:Certificate")
        .map(({ inputs }) => [inputs["domainName"], inputs["subjectAlternativeNames"]]);
    expect(await certificates(balancedStack())).to.deep.equal([["example.com", ["*.example.com"]]]);
    expect(await certificates(singleStack())).to.deep.equal([]);
  });

  it("is reached under its address or the load balancer's name when there is no domain", async () => {
    const urls = async (set: readonly string[]) => (await evaluated("dev", set)).outputs["urls"];
    const environment =
      "urn:pulumi:dev::ladder::ladder:tiers:Beanstalk$aws:elasticbeanstalk/environment:Environment";
    expect(await urls(singleStack("domain=null", one))).to.deep.equal({
      one: [`http://one.\${${environment}::single.endpointUrl}.sslip.io`],
    });
    expect(await urls(balancedStack("domain=null", one))).to.deep.equal({
      one: [`http://\${${environment}::balanced.cname}`],
    });
  });

  it("says what to set by hand when the records are elsewhere", async () => {
    const records = async (set: readonly string[]) => {
      const { outputs, resources } = await evaluated("dev", set);
      expect(resources.filter(({ type }) => type === "aws:route53/record:Record")).to.deep.equal([]);
      return (outputs["recordsToSet"] as readonly string[]).map((line) =>
        line.replace(/\$\{\S+\}/g, "<of AWS>"),
      );
    };
    const hosts = ["shop.example.com", "example.com", "www.example.com", "docs.example.com"];
    expect((await records(singleStack("dns=manual"))).toSorted()).to.deep.equal(
      [...hosts, "wiki.example.com"].map((host) => `${host} A <of AWS>`).toSorted(),
    );
    expect(await records(balancedStack("dns=manual"))).to.deep.equal([
      // One proof for the domain and one for all names below it; AWS gives both the same.
      ...["<of AWS> CNAME <of AWS>", "<of AWS> CNAME <of AWS>"],
      ...hosts.map((host) =>
        host === "example.com"
          ? "example.com ALIAS <of AWS> (or ANAME; where the provider has neither, serve www.example.com and redirect to it there)"
          : `${host} CNAME <of AWS>`,
      ),
    ]);
  });

  it("lets the world reach the load balancer alone when there is one", async () => {
    const open = async (set: readonly string[]) =>
      (await evaluated("dev", set)).resources
        .filter(
          ({ type, inputs }) =>
            type.endsWith(":SecurityGroupIngressRule") && inputs["cidrIpv4"] === "0.0.0.0/0",
        )
        .map(({ name }) => name);
    expect(await open(singleStack())).to.deep.equal(["instances-http", "instances-https", "instances-http3"]);
    expect(await open(balancedStack())).to.deep.equal(["web-http", "web-https"]);
  });

  it("gives the environment a name of its own that AWS takes, whatever the stack is called", () => {
    for (const stack of ["dev", "Prod_EU.1", "x".repeat(100)])
      for (const kind of ["single", "balanced"] as const) {
        const name = beanstalkEnvironment(stack, kind);
        expect(name).to.match(/^[a-z0-9][a-z0-9-]{2,38}[a-z0-9]$/);
        expect(name.length).to.be.at.most(nameLimits.beanstalkEnvironment);
        expect(name.endsWith(`-${kind}`)).to.equal(true);
      }
  });
});

describe("databases on RDS for the box", () => {
  it("are opened to the box, and made before it is asked to use them", async () => {
    const stack = await evaluated("prod", ["database=rds"]);
    const rule = found(
      stack,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "box-to-databases",
    );
    expect(rule.inputs["fromPort"]).to.equal(5432);
    const run = found(stack, "pulumi-nodejs:dynamic/ladder:RunOnBox", "box");
    expect(lastParts(run.options.dependsOn)).to.include.members([
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule box-to-databases",
      "aws:lambda/invocation:Invocation make-databases",
    ]);
  });
});
