import { expect } from "chai";
import type { RecordedResource } from "../cli/evaluate/recorded-resource";
import { evaluated } from "./evaluated";

const apps = [
  { name: "shop", build: "./examples/todo", port: 3000, database: true, cache: true },
  { name: "wiki", image: "sigoden/dufs:v0.43.0", port: 5000, volumes: [{ name: "pages", path: "/data" }] },
];
const portfolio = ["domain=example.com", "budget=null", `apps=${JSON.stringify(apps)}`];

/** The same apps, with the databases on RDS wherever the tier lets one choose. */
const tiers = {
  compose: ["tier=compose", "database=rds"],
  beanstalk: ["tier=beanstalk", "beanstalk.cache=elasticache"],
  fargate: ["tier=fargate"],
} as const;
type Tier = keyof typeof tiers;

async function protectedIn(tier: Tier): Promise<ReadonlyMap<string, RecordedResource>> {
  const { resources } = await evaluated("dev", [...tiers[tier], ...portfolio]);
  return new Map(resources.filter(({ options }) => options.protect).map((one) => [one.urn, one]));
}

async function onlyIn(tier: Tier, other: Tier): Promise<readonly string[]> {
  const others = await protectedIn(other);
  const urns = [...(await protectedIn(tier)).keys()].filter((urn) => !others.has(urn));
  return urns.map((urn) => urn.split("::").slice(2).join("::"));
}

const box = ["aws:ebs/volume:Volume::data", "aws:ec2/eip:Eip::address"];
const cache = [
  "aws:ec2/securityGroup:SecurityGroup::cache",
  "aws:elasticache/replicationGroup:ReplicationGroup::cache",
  "aws:elasticache/subnetGroup:SubnetGroup::cache",
];
const files = ["aws:efs/fileSystem:FileSystem::files", "aws:ec2/securityGroup:SecurityGroup::files"];

describe("what holds data", () => {
  it("has the same URN on every tier; a tier adds its own and takes the box's away", async () => {
    expect(await onlyIn("compose", "fargate")).to.have.members(box);
    expect(await onlyIn("fargate", "compose")).to.have.members([...cache, ...files]);
    expect(await onlyIn("compose", "beanstalk")).to.have.members(box);
    expect(await onlyIn("beanstalk", "compose")).to.have.members([...cache, ...files]);
    expect(await onlyIn("beanstalk", "fargate")).to.deep.equal([]);
    expect(await onlyIn("fargate", "beanstalk")).to.deep.equal([]);
  });

  it("has the same inputs on every tier, so that a switch changes nothing of it", async () => {
    const onFargate = await protectedIn("fargate");
    for (const tier of ["compose", "beanstalk"] as const)
      for (const [urn, { inputs }] of await protectedIn(tier)) {
        const there = onFargate.get(urn);
        if (there) expect(inputs, `${urn} on ${tier}`).to.deep.equal(there.inputs);
      }
  });

  it("stands at the root: no tier is part of its URN", async () => {
    for (const tier of ["compose", "beanstalk", "fargate"] as const)
      expect([...(await protectedIn(tier)).keys()].filter((urn) => urn.includes("$"))).to.deep.equal([]);
  });
});
