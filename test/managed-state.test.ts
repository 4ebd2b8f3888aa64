import { expect } from "chai";
import { descriptionRules } from "../policy/rules/descriptions";
import { statements } from "../policy/statements";
import { evaluated, type EvaluatedStack } from "./evaluated";
import { fargateStack } from "./fargate-stack";

const image = { image: "traefik/whoami:v1.11.0", port: 80 };
const volume = (name: string) => ({ volumes: [{ name, path: "/data" }] });

function named(type: string, { resources }: EvaluatedStack): readonly string[] {
  return resources.filter((one) => one.type === type).map(({ name }) => name);
}

function withApps(...apps: readonly object[]): Promise<EvaluatedStack> {
  return evaluated("dev", fargateStack(`apps=${JSON.stringify(apps)}`));
}

describe("what AWS keeps for a stack", () => {
  it("has descriptions that AWS takes, on the fargate tier in every network", async () => {
    for (const network of ["public", "nat"]) {
      const { resources } = await evaluated("dev", fargateStack(`fargate.network=${network}`));
      expect(descriptionRules.flatMap((rule) => rule.broken(resources))).to.deep.equal([]);
    }
    const endpoints = [{ name: "one", build: "./examples/todo", port: 3000, database: true }];
    const { resources } = await evaluated(
      "dev",
      fargateStack("fargate.network=endpoints", `apps=${JSON.stringify(endpoints)}`),
    );
    expect(descriptionRules.flatMap((rule) => rule.broken(resources))).to.deep.equal([]);
  });

  it("has a URN of its own for each volume and cache user, whatever the apps are called", async () => {
    const stack = await withApps(
      { name: "wiki", ...image, ...volume("data-old") },
      { name: "wiki-data", ...image, ...volume("old") },
      { name: "default", ...image, cache: true },
    );
    const urns = stack.resources.map(({ urn }) => urn);
    expect(urns.filter((urn, index) => urns.indexOf(urn) !== index)).to.deep.equal([]);
    expect(named("aws:efs/accessPoint:AccessPoint", stack)).to.deep.equal([
      "files.apps.wiki.data-old",
      "files.apps.wiki-data.old",
    ]);
    const users = stack.resources.filter(({ type }) => type === "aws:elasticache/user:User");
    expect(users.map(({ inputs }) => [inputs["userName"], inputs["userId"]])).to.have.deep.members([
      ["app_default", "ladder-dev-cache-default"],
      ["default", "ladder-dev-nobody"],
    ]);
  });

  it("lets an app with a volume go: the access point is not protected, the file system is", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const protection = (type: string) =>
      resources.filter((one) => one.type === type).map(({ options }) => options.protect === true);
    expect(protection("aws:efs/accessPoint:AccessPoint")).to.deep.equal([false]);
    expect(protection("aws:efs/fileSystem:FileSystem")).to.deep.equal([true]);
  });

  it("keeps the cache when AWS has installed a newer minor version", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const cache = resources.find(({ type }) => type === "aws:elasticache/replicationGroup:ReplicationGroup");
    expect(cache?.options.ignoreChanges).to.deep.equal(["engineVersion"]);
  });

  it("lets nobody mount the root of the file system, which shows the files of all apps", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const policy = resources.find(({ type }) => type === "aws:efs/fileSystemPolicy:FileSystemPolicy");
    const found = statements(policy?.inputs["policy"]);
    expect(found.map(({ Sid, Effect }) => [Sid, Effect])).to.deep.equal([
      ["TlsOnly", "Deny"],
      ["AccessPointsOnly", "Deny"],
    ]);
    expect(String(policy?.inputs["policy"])).to.include('"Null":{"elasticfilesystem:AccessPointArn":"true"}');
  });

  it("bills no reading and writing of files", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const files = resources.find(({ type }) => type === "aws:efs/fileSystem:FileSystem");
    expect(files?.inputs["throughputMode"]).to.equal("bursting");
  });

  it("puts subnets for data into the zones of the public ones, also when they come years later", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const askedFor = (name: string) =>
      resources
        .find((one) => one.type === "aws:ec2/subnet:Subnet" && one.name === name)
        ?.options.dependsOn.filter((urn) => urn.includes("Subnet::"));
    const publicOne = "urn:pulumi:dev::ladder::aws:ec2/subnet:Subnet::public-";
    expect([askedFor("data-0"), askedFor("data-1")]).to.deep.equal([[`${publicOne}0`], [`${publicOne}1`]]);
  });

  it("keeps a host's proof of ownership under one URN when the host goes from one certificate to another", async () => {
    const proofs = ({ resources }: EvaluatedStack) =>
      resources.filter(({ name }) => name.includes("proof")).map(({ urn }) => urn);
    const root = "urn:pulumi:dev::ladder::aws:route53/record:Record::proof-example.com";
    expect(proofs(await withApps({ name: "one", ...image }))).to.deep.equal([root]);
    expect(proofs(await withApps({ name: "one", static: "./examples/site-docs" }))).to.deep.equal([root]);
    const balanced = await evaluated("dev", [
      "tier=beanstalk",
      "domain=example.com",
      "beanstalk.max=2",
      `apps=${JSON.stringify([{ name: "one", ...image }])}`,
    ]);
    expect(proofs(balanced)).to.deep.equal([root]);
  });
});
