import { expect } from "chai";
import type { Resource } from "../../cost/types";
import { priced, resources, short, types } from "./resources";

const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

describe("an estimate", () => {
  it("of nothing is 0 in all lists", () => {
    const { lines, free, unsupported, unknown, monthly } = priced([]);
    expect({ lines, free, unsupported, unknown, monthly }).to.deep.equal({
      lines: [],
      free: [],
      unsupported: [],
      unknown: [],
      monthly: { fixed: 0, usage: 0, total: 0 },
    });
  });

  it("leaves out components, the stack, providers and helpers that no cloud bills", () => {
    const review = priced([
      ...resources(
        short("pulumi:pulumi:Stack", "ladder-dev"),
        short("pulumi:providers:aws", "default"),
        short("ladder:data:Database", "db"),
        short("random:index/randomPassword:RandomPassword", "key"),
        short("docker:index/image:Image", "app"),
      ),
      { ...(resources(short("aws:fake/component:Component", "group"))[0] as Resource), custom: false },
    ]);
    expect([review.lines, review.free, review.unsupported, review.unknown]).to.deep.equal([[], [], [], []]);
  });

  it("names the resources of other clouds and of types without a rule", () => {
    const review = priced(
      resources(
        short("gcp:compute/instance:Instance", "vm"),
        short("azure-native:web:WebApp", "app"),
        short("aws-native:s3:Bucket", "files"),
        short("aws:mwaa/environment:Environment", "air"),
      ),
    );
    expect(review.unsupported.map(({ resource, reason }) => `${resource}: ${reason}`)).to.deep.equal([
      "vm: not an AWS resource",
      "app: not an AWS resource",
      "files: the package aws-native is not supported, only aws is",
      "air: this review has no rule for the type",
    ]);
  });

  it("reads a value from a secret and from an output, and says unknown for one that cannot be read", () => {
    const secret = (rest: object) => ({ [SIGNATURE]: SECRET, ...rest });
    const volume = (name: string, size: unknown) => short(types.volume, name, { type: "gp3", size });
    const list = resources(
      volume("open", secret({ value: 10 })),
      volume("plain", secret({ plaintext: "20" })),
      volume("closed", secret({ ciphertext: "v1:x" })),
    );
    const review = priced(list);
    expect(review.lines.map(({ resource, quantity }) => [resource, quantity])).to.deep.equal([
      ["open", 10],
      ["plain", 20],
    ]);
    expect(review.unknown.map(({ resource, reason }) => [resource, reason])).to.deep.equal([
      ["closed", "size is a secret"],
    ]);
    const deployed = {
      ...(resources(short(types.volume, "done", { type: "gp3" }))[0] as Resource),
      outputs: { size: 30 },
    };
    expect(priced([deployed]).monthly.total).to.equal(2.4);
  });

  it("shows the known part of an unknown resource without counting it", () => {
    const review = priced(
      resources(
        short(types.instance, "box", {
          instanceType: "t4g.micro",
          rootBlockDevice: { volumeType: "gp9", volumeSize: 8 },
        }),
      ),
    );
    expect(review.unknown.map(({ reason, knownMonthly }) => [reason, knownMonthly])).to.deep.equal([
      ["no price for EBS volumes of type gp9", 6.132],
    ]);
    expect(review.monthly.total).to.equal(0);
  });

  it("gives the same review for the same resources", () => {
    const list = resources(short(types.bucket, "a"), short(types.elasticIp, "b"));
    expect(JSON.stringify(priced(list))).to.equal(JSON.stringify(priced(list)));
  });

  it("uses and names the default traffic of the tier", () => {
    const list = resources(short(types.instance, "box", { instanceType: "t4g.micro" }));
    const egress = (tier?: string) =>
      priced(list, { usage: {}, tier }).lines.find(({ kind }) => kind === "usage");
    expect(
      [egress("compose"), egress("beanstalk"), egress("fargate"), egress()].map((line) => [
        line?.quantity,
        line?.assumption,
      ]),
    ).to.deep.equal([
      [10, "10 GB to the internet a month (default of the compose tier)"],
      [20, "20 GB to the internet a month (default of the beanstalk tier)"],
      [100, "100 GB to the internet a month (default of the fargate tier)"],
      [20, "20 GB to the internet a month (default)"],
    ]);
  });

  it("gives every usage line its assumption, every line its source and date", () => {
    const review = priced(
      resources(short(types.bucket, "a"), short(types.function, "f"), short(types.balancer, "b")),
      { usage: {} },
    );
    const bare = review.lines.filter(({ kind, assumption }) => kind === "usage" && !assumption);
    expect(bare).to.deep.equal([]);
    expect(
      review.lines.filter(({ priceDate, source }) => !/^\d{4}/.test(priceDate) || source === ""),
    ).to.deep.equal([]);
  });
});
