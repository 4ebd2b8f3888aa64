import { expect } from "chai";
import { evaluated, type EvaluatedStack } from "./evaluated";

/** Types that hold what cannot be rebuilt. */
const statefulTypes = new Set([
  "aws:ebs/volume:Volume",
  "aws:ec2/eip:Eip",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:ecr/repository:Repository",
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketVersioning:BucketVersioning",
  "random:index/randomPassword:RandomPassword",
]);

/** Settings that change which resources exist. */
const combinations: readonly (readonly string[])[] = [
  [],
  ["domain=example.com"],
  ["domain=example.com", "zoneId=Z0123456789ABCDEFGHIJ"],
  ["backups.keep=0"],
  ["budget=null"],
  ["box.image=ami-0123456789abcdef0"],
  ["box.instance=m7g.large"],
  ["box.credits=unlimited"],
];

function stateful({ resources }: EvaluatedStack) {
  return resources.filter((resource) => statefulTypes.has(resource.type));
}

const shape = ({ resources }: EvaluatedStack) => resources.map(({ urn, options }) => ({ urn, options }));

describe("the program", () => {
  for (const set of combinations) {
    const title = set.join(" ") || "the committed settings";

    it(`registers the same resources with the same options in preview and in update, with ${title}`, async () => {
      const update = await evaluated("dev", set, "placeholders");
      const preview = await evaluated("dev", set, "unknown");
      expect(shape(preview)).to.deep.equal(shape(update));
    });

    it(`keeps everything stateful at the root and protected, with ${title}`, async () => {
      const holders = stateful(await evaluated("dev", set));
      const loose = holders.filter(
        (one) => one.parent !== undefined || !one.options.protect || one.options.deleteBeforeReplace,
      );
      expect(loose.map((one) => one.urn)).to.deep.equal([]);
      expect(holders.length).to.be.at.least(11);
    });

    it(`gives every resource its own URN, with ${title}`, async () => {
      const urns = (await evaluated("dev", set)).resources.map((one) => one.urn);
      expect(new Set(urns).size).to.equal(urns.length);
    });
  }

  it("names only properties that exist in ignoreChanges: a misspelt one is silent", async () => {
    const { resources } = await evaluated("dev");
    const unknown = resources.flatMap(({ urn, inputs, options }) =>
      options.ignoreChanges.filter((path) => !(path in inputs)).map((path) => `${urn} ${path}`),
    );
    expect(unknown).to.deep.equal([]);
  });

  it("never lets a newer image or other user data touch the box, unless an image is named", async () => {
    const box = async (set: readonly string[]) =>
      (await evaluated("dev", set)).resources.find((one) => one.type === "aws:ec2/instance:Instance");
    expect((await box([]))?.options.ignoreChanges).to.deep.equal(["ami", "userData"]);
    const named = await box(["box.image=ami-0123456789abcdef0"]);
    expect(named?.options.ignoreChanges).to.deep.equal(["userData"]);
    expect(named?.inputs["ami"]).to.equal("ami-0123456789abcdef0");
  });

  it("sets CPU credits only where the type has them", async () => {
    const credits = async (set: readonly string[]) =>
      (await evaluated("dev", set)).resources.find((one) => one.type === "aws:ec2/instance:Instance")?.inputs[
        "creditSpecification"
      ];
    expect(await credits([])).to.deep.equal({ cpuCredits: "standard" });
    expect(await credits(["box.credits=unlimited"])).to.deep.equal({ cpuCredits: "unlimited" });
    expect(await credits(["box.instance=m7g.large"])).to.equal(undefined);
  });

  it("makes weighted records from the start, one for each host in the domain", async () => {
    const { resources, plan } = await evaluated("dev", ["domain=example.com"]);
    const records = resources.filter((one) => one.type === "aws:route53/record:Record");
    expect(records.map((one) => one.inputs["name"])).to.have.members([...plan.dns.records]);
    expect(records[0]?.inputs).to.deep.equal({
      zoneId: "${urn:pulumi:dev::ladder::aws:route53/zone:Zone::zone.zoneId}",
      name: plan.dns.records[0],
      type: "A",
      ttl: 60,
      records: ["${urn:pulumi:dev::ladder::aws:ec2/eip:Eip::address.publicIp}"],
      setIdentifier: "compose",
      weightedRoutingPolicies: [{ weight: 100 }],
    });
  });

  it("uses a zone that exists instead of making one", async () => {
    const { resources } = await evaluated("dev", ["domain=example.com", "zoneId=Z0123456789ABCDEFGHIJ"]);
    expect(resources.filter((one) => one.type === "aws:route53/zone:Zone")).to.deep.equal([]);
    expect(resources.find((one) => one.type === "aws:route53/record:Record")?.inputs["zoneId"]).to.equal(
      "Z0123456789ABCDEFGHIJ",
    );
  });

  it("gives the box's address and its volume's id to nothing but references", async () => {
    const { resources } = await evaluated("dev");
    const box = resources.find((one) => one.type === "aws:ec2/instance:Instance");
    expect(String(box?.inputs["userData"])).to.include(
      "${urn:pulumi:dev::ladder::aws:ebs/volume:Volume::data.id}",
    );
    expect(Buffer.byteLength(String(box?.inputs["userData"]))).to.be.below(16_384);
  });

  it("keeps URNs and names in the box apart for apps with awkward names", async () => {
    const names = [
      "bundle",
      "box",
      "data",
      "edge",
      "edge-image",
      "compose",
      "template1",
      "pg-app",
      "default",
      "public",
      "app",
    ];
    const apps = names.map((name) => ({
      name,
      image: "traefik/whoami:v1.11.0",
      port: 80,
      memoryMb: 8,
      database: true,
      cache: true,
      secrets: [{ name: "KEY", generate: true }],
    }));
    const { resources, plan } = await evaluated("dev", [`apps=${JSON.stringify(apps)}`]);
    expect(new Set(resources.map((one) => one.urn)).size).to.equal(resources.length);
    const reserved = /^(pg_|postgres$|template[01]$|public$|default$|none$|rdsadmin$)/;
    const roles = plan.apps.flatMap((app) => [app.database?.role ?? "", app.cache?.user ?? ""]);
    expect(roles.filter((role) => reserved.test(role))).to.deep.equal([]);
    expect(new Set(plan.apps.map((app) => app.database?.name)).size).to.equal(names.length);
  });

  it("runs for one app that needs nothing, and for one that is only files", async () => {
    const single = await evaluated("dev", ['apps=[{"name":"a","image":"traefik/whoami:v1.11.0","port":80}]']);
    expect(single.resources.filter((one) => one.type === "aws:ssm/parameter:Parameter")).to.deep.equal([]);
    const site = await evaluated("dev", ['apps=[{"name":"site","static":"./examples/site-docs"}]']);
    expect(site.resources.filter((one) => one.type === "docker:index/image:Image")).to.deep.equal([]);
  });
});
