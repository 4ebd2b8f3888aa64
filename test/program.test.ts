import { expect } from "chai";
import { bundleContents } from "../cli/bundle-contents";
import { actionsOf, statements } from "../policy/statements";
import { evaluated, type EvaluatedStack } from "./evaluated";

/** What holds data, or an address or name that clients remember, with the committed settings. */
const keepers: readonly string[] = [
  "aws:ebs/volume:Volume::data",
  "aws:ec2/eip:Eip::address",
  "aws:ec2/internetGateway:InternetGateway::internet",
  "aws:ec2/routeTable:RouteTable::public",
  "aws:ec2/subnet:Subnet::public-0",
  "aws:ec2/subnet:Subnet::public-1",
  "aws:ec2/vpc:Vpc::vpc",
  "aws:ecr/repository:Repository::images",
  "aws:s3/bucket:Bucket::backups",
  "aws:s3/bucket:Bucket::bundles",
  "aws:s3/bucket:Bucket::uploads",
  "aws:s3/bucketVersioning:BucketVersioning::backups",
  "aws:s3/bucketVersioning:BucketVersioning::bundles",
  "aws:s3/bucketVersioning:BucketVersioning::uploads",
  "random:index/randomPassword:RandomPassword::stack-key",
];

/** Types at the root that can be made again without loss, each with the reason. Anything else there is protected. */
const remakeable: Readonly<Record<string, string>> = {
  "aws:budgets/budget:Budget": "a limit and addresses, all from the settings",
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": "a schedule; the snapshots it made stay",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "a list of no rules",
  "aws:ec2/route:Route": "one line of a table",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "a link",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "rules from the settings",
  "aws:iam/role:Role": "rights from the program; nobody remembers the role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "a link",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "rules from the program",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "a setting from the program",
  "aws:s3/bucketPolicy:BucketPolicy": "rules from the program",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "a setting from the program",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "a setting from the program",
  "aws:ssm/parameter:Parameter": "derived from the stack's key, or given in the settings",
  "docker:index/image:Image": "built from a folder, pushed under its digest",
  "pulumi-nodejs:dynamic/ladder:DataHome": "asks the box anew where the databases are",
  "pulumi:providers:pulumi-nodejs": "runs the program's own code",
  "pulumi:index:Stash": "written anew by the next update; a protected one could not be replaced",
};

const snapshotTypes = [
  "aws:dlm/lifecyclePolicy:LifecyclePolicy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
];

interface Combination {
  readonly set: readonly string[];
  /** Protected besides the keepers. */
  readonly keeps?: readonly string[];
  /** Remakeable types that are not there. */
  readonly lacks?: readonly string[];
}

/** Settings that change which resources exist. */
const combinations: readonly Combination[] = [
  { set: [] },
  { set: ["domain=example.com"], keeps: ["aws:route53/zone:Zone::zone"] },
  { set: ["domain=example.com", "zoneId=Z0123456789ABCDEFGHIJ"] },
  { set: ["backups.keep=0"], lacks: snapshotTypes },
  { set: ["budget=null"], lacks: ["aws:budgets/budget:Budget"] },
  { set: ["box.image=ami-0123456789abcdef0"] },
  { set: ["box.instance=m7g.large"] },
  { set: ["box.credits=unlimited"] },
];

const shape = ({ resources }: EvaluatedStack) => resources.map(({ urn, options }) => ({ urn, options }));

describe("the program", () => {
  for (const { set, keeps = [], lacks = [] } of combinations) {
    const title = set.join(" ") || "the committed settings";

    it(`registers the same resources with the same options in preview and in update, with ${title}`, async () => {
      const update = await evaluated("dev", set, "placeholders");
      const preview = await evaluated("dev", set, "unknown");
      expect(shape(preview)).to.deep.equal(shape(update));
    });

    it(`protects at the root all that cannot be made again, and nothing else, with ${title}`, async () => {
      const resources = (await evaluated("dev", set)).resources.filter((one) => one.custom);
      const kept = resources.filter((one) => one.options.protect);
      expect(kept.map(({ type, name }) => `${type}::${name}`)).to.have.members([...keepers, ...keeps]);
      expect(kept.filter((one) => one.parent !== undefined || one.options.deleteBeforeReplace)).to.deep.equal(
        [],
      );
      const loose = resources.filter((one) => one.parent === undefined && !one.options.protect);
      const expected = Object.keys(remakeable).filter((type) => !lacks.includes(type));
      expect(new Set(loose.map((one) => one.type))).to.deep.equal(new Set(expected));
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

  it("makes records for the bare domain, www and other hosts that redirect, and names those of other domains", async () => {
    const { resources, plan } = await evaluated("dev", [
      "domain=example.com",
      "apps.0.hosts=[example.com]",
      "apps.0.redirectHosts=[www.example.com, www.example.org]",
    ]);
    const records = resources.filter((one) => one.type === "aws:route53/record:Record");
    expect(records.map((one) => one.inputs["name"])).to.include.members(["example.com", "www.example.com"]);
    expect(plan.dns.manual).to.deep.equal(["www.example.org"]);
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

  it("lets the box read the bucket that it is told to read, write backups, and do nothing to older versions", async () => {
    const { resources } = await evaluated("dev");
    const bucket = /^BUCKET=(\$\{urn:.+)\.id\}$/m.exec(bundleContents(resources)["values.env"] ?? "")?.[1];
    const box = resources.find((one) => one.type === "aws:ec2/instance:Instance");
    expect(box?.inputs["userData"]).to.include(`LADDER_BUCKET=${bucket ?? "none"}.id}\n`);
    const rights = resources.filter((one) => one.type === "aws:iam/rolePolicy:RolePolicy");
    const readable = rights
      .flatMap((one) => statements(one.inputs["policy"]))
      .filter((statement) => actionsOf(statement).some((action) => action.startsWith("s3:")))
      .flatMap(({ Action, Resource }) => [Action, Resource]);
    const backups = "${urn:pulumi:dev::ladder::aws:s3/bucket:Bucket::backups.arn}";
    expect(readable).to.deep.equal([
      ...[["s3:GetObject"], [`${bucket ?? "none"}.arn}/*`]],
      ...[["s3:ListBucket"], [backups]],
      ...[
        ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
        [`${backups}/backups/*`],
      ],
    ]);
    const uploads = resources.filter((one) => one.type === "aws:s3/bucketObjectv2:BucketObjectv2");
    expect(new Set(uploads.map((one) => one.inputs["bucket"]))).to.deep.equal(
      new Set([`${bucket ?? "none"}.id}`]),
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
