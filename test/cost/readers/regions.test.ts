import { expect } from "chai";
import { programOf, reviewOf, step } from "./fixture";

const VOLUME = "aws:ebs/volume:Volume";
const PROVIDER = "pulumi:providers:aws";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const explicit = "urn:pulumi:dev::shop::pulumi:providers:aws::frankfurt::some-id";
const byDefault = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_48_0::some-id";

interface Regions {
  readonly own?: string;
  readonly provider?: string;
  readonly config?: string;
  readonly option?: string;
}

async function regionOf({ own, provider, config, option }: Regions): Promise<string> {
  const inputs = { type: "gp3", size: 10, ...(own !== undefined && { region: own }) };
  const steps = [
    step("create", PROVIDER, "frankfurt", { inputs: provider === undefined ? {} : { region: provider } }),
    step("create", VOLUME, "data", { inputs, provider: explicit }),
  ];
  const program = await programOf({ config: config === undefined ? {} : { "aws:region": config }, steps });
  return reviewOf(program, option).region;
}

describe("the region", () => {
  it("comes from the resource, its provider, the configuration and the option, in that order", async () => {
    const all = { own: "eu-west-1", provider: "eu-central-1", config: "us-east-2", option: "us-west-2" };
    expect(await regionOf(all)).to.equal("eu-west-1");
    expect(await regionOf({ ...all, own: undefined })).to.equal("eu-central-1");
    expect(await regionOf({ ...all, own: undefined, provider: undefined })).to.equal("us-east-2");
    expect(await regionOf({ option: "us-west-2" })).to.equal("us-west-2");
  });

  it("of a deployed resource is what it says itself, where its arguments do not", async () => {
    const old = { type: "gp3", size: 10 };
    const steps = [step("same", VOLUME, "data", { old, inputs: old, outputs: { region: "eu-west-1" } })];
    expect(reviewOf(await programOf({ config: { "aws:region": "us-east-1" }, steps })).region).to.equal(
      "eu-west-1",
    );
  });

  it("is asked for where nothing names it", async () => {
    const failure = await regionOf({}).catch(String);
    expect(failure).to.equal(
      `ReaderError: does not say in which region data (${VOLUME}) is; give it with --region`,
    );
  });

  it("without prices is refused with the supported ones", async () => {
    expect(await regionOf({ config: "mars-north-1" }).catch(String)).to.equal(
      "ReaderError: is for the region mars-north-1, which has no prices; supported: us-east-1, us-east-2, us-west-2, " +
        "eu-west-1, eu-central-1, ap-southeast-1, ap-southeast-2",
    );
  });

  it("of a provider that the file does not show, or does not know yet, is unknown and not that of the stack", async () => {
    const hidden = step("create", VOLUME, "data", { inputs: { type: "gp3", size: 10 }, provider: explicit });
    const late = step("create", PROVIDER, "frankfurt", { inputs: { region: UNKNOWN } });
    for (const steps of [[hidden], [late, hidden]]) {
      const review = reviewOf(await programOf({ config: { "aws:region": "us-east-1" }, steps }));
      expect(review.lines).to.deep.equal([]);
      expect(review.unknown[0]?.reason).to.match(
        /^no prices for the region \(not known before the update\); supported/,
      );
    }
  });

  it("of a default provider, which a preview never shows, is the stack's", async () => {
    const steps = [
      step("create", VOLUME, "data", { inputs: { type: "gp3", size: 10 }, provider: byDefault }),
    ];
    const review = reviewOf(await programOf({ config: { "aws:region": "eu-west-1" }, steps }));
    expect(review).to.deep.include({ region: "eu-west-1", unknown: [] });
  });

  it("is no matter for a program without AWS", async () => {
    const steps = [step("create", "gcp:compute/instance:Instance", "worker", { inputs: {} })];
    expect(reviewOf(await programOf({ config: {}, steps }))).to.deep.include({
      region: "no region",
      lines: [],
    });
  });
});
