import { expect } from "chai";
import { statements } from "../policy/statements";
import { evaluated } from "./evaluated";
import { inputsOf } from "./fargate-inputs";
import { fargateStack } from "./fargate-stack";

describe("the fargate tier and its surroundings", () => {
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

  it("waits for the proof of ownership as long as AWS looks for it, or as people may take", async () => {
    const waits = async (...set: readonly string[]) =>
      (await evaluated("dev", fargateStack(...set))).resources
        .filter(({ type }) => type === "aws:acm/certificateValidation:CertificateValidation")
        .map(({ name, options }) => [name, ...options.timeouts]);
    const hosts = 'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80}]';
    expect(await waits("zoneId=Z0123456789ABCDEFGHIJ", hosts)).to.deep.equal([
      ["load-balancer", "create=75m"],
    ]);
    expect(await waits(hosts)).to.deep.equal([["load-balancer", "create=30m"]]);
    expect(await waits("dns=manual", hosts)).to.deep.equal([["load-balancer", "create=30m"]]);
  });

  it("takes a proof over that is in the zone already, and leaves it in a zone that others may use", async () => {
    const proof = async (...set: readonly string[]) => {
      const { resources } = await evaluated("dev", fargateStack(...set));
      const found = resources.find(({ name }) => name === "proof-example.com");
      return [found?.inputs["allowOverwrite"], found?.options.retainOnDelete];
    };
    expect(await proof("zoneId=Z0123456789ABCDEFGHIJ")).to.deep.equal([true, true]);
    expect(await proof()).to.deep.equal([true, false]);
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
