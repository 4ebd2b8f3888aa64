import { expect } from "chai";
import type { CostReview, Resource } from "../../../cost/types";
import { fixture, reviewOf } from "../readers/fixture";
import { priced } from "../resources";

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const SUBNET = "aws:ec2/subnet:Subnet";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ENVELOPE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const balanced = {
  "aws:elasticbeanstalk:environment/LoadBalancerType": "application",
  "aws:ec2:instances/InstanceTypes": "t4g.small",
  "aws:ec2:vpc/VPCId": UNKNOWN,
  "aws:ec2:vpc/ELBSubnets": UNKNOWN,
};
const single = {
  "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
  "aws:ec2:instances/InstanceTypes": "t4g.small",
};

describe("a Beanstalk environment", () => {
  it("is priced although options that are not priced are unknown or secret", () => {
    const review = environment({
      settings: listOf({
        ...single,
        "aws:ec2:vpc/VPCId": UNKNOWN,
        "aws:elasticbeanstalk:application:environment/KEY": { ...ENVELOPE, ciphertext: "v1:x" },
      }),
    });
    expect(review.unknown).to.deep.equal([]);
    expect(review.monthly.total).to.equal(16.714);
  });

  it("is unknown by the name of the priced option that is unknown or secret", () => {
    const reasons = [UNKNOWN, "[secret]"].map((value) =>
      reasonOf(environment({ settings: listOf({ ...single, "aws:ec2:instances/InstanceTypes": value }) })),
    );
    expect(reasons).to.deep.equal([
      "aws:ec2:instances/InstanceTypes is not known before the update",
      "aws:ec2:instances/InstanceTypes is a secret",
    ]);
  });

  it("pays in a first preview for an address in each zone of the subnets that its settings depend on", async () => {
    const { lines } = reviewOf(await fixture("beanstalk.preview"));
    const addresses = lines.filter(({ component }) => component === "2 public IPv4 addresses");
    expect(addresses.map(({ monthly, assumption }) => [monthly, assumption])).to.deep.equal([
      [7.3, undefined],
      [7.3, "its subnets are not known: the zones of those that its settings depend on"],
    ]);
    expect(addressesWith(["a", "b", "c"])).to.equal(3 * 730);
    expect(addressesWith(["a", "b", "a", "b"])).to.equal(2 * 730);
    expect(addressesWith([UNKNOWN, UNKNOWN, UNKNOWN])).to.equal(3 * 730);
  });

  it("pays for two addresses where nothing tells its subnets, and says so", () => {
    const { lines } = environment({ settings: listOf(balanced) });
    const [line] = lines.filter(({ component }) => component === "2 public IPv4 addresses");
    expect([line?.monthly, line?.assumption]).to.deep.equal([7.3, "its subnets are not known: 2 zones"]);
  });

  it("whose settings are a secret is unknown for that reason in a preview", () => {
    const outputs = { allSettings: listOf(single) };
    expect(reasonOf(environment({ settings: "[secret]" }, outputs))).to.equal("settings is a secret");
  });

  it("whose settings are encrypted in an export is priced by what is deployed, where the outputs tell", () => {
    const settings = { ...ENVELOPE, ciphertext: "v1:x" };
    const known = environment({ settings }, { settings, allSettings: listOf(single) });
    expect([known.unknown, known.monthly.total]).to.deep.equal([[], 16.714]);
    expect(reasonOf(environment({ settings }))).to.equal("settings is a secret");
  });

  it("takes the default of an option that the deployed settings show as empty", () => {
    const allSettings = listOf({ ...balanced, "aws:autoscaling:asg/MinSize": "" });
    const [line] = environment({}, { allSettings }).lines;
    expect(line?.component).to.equal("t4g.small, Linux, on demand");
  });

  it("pays for the logs that it streams, as long as it keeps them", () => {
    const lines = (options: Readonly<Record<string, unknown>>) =>
      environment({ settings: listOf({ ...single, ...options }) })
        .lines.filter(({ component }) => component.startsWith("Log "))
        .map(({ component, quantity, assumption }) => [component, quantity, assumption]);
    const stream = { "aws:elasticbeanstalk:cloudwatch:logs/StreamLogs": "true" };
    const kept = { ...stream, "aws:elasticbeanstalk:cloudwatch:logs/RetentionInDays": "60" };
    expect(lines({})).to.deep.equal([]);
    expect(lines(kept)).to.deep.equal([
      ["Log ingestion", 1, "1 GB of logs a month (default)"],
      ["Log storage", 0.3, "1 GB of logs a month (default); kept 60 days, compressed to 15 % (default)"],
    ]);
    expect(lines(stream)[1]?.[1]).to.equal(0.035);
  });

  it("with a senseless number is unknown by the name of the option", () => {
    const settings = listOf({ ...balanced, "aws:autoscaling:asg/MinSize": "many" });
    expect(reasonOf(environment({ settings }))).to.equal(
      'aws:autoscaling:asg/MinSize must be a number of 0 or more; got "many"',
    );
  });
});

function environment(
  inputs: Resource["inputs"],
  outputs?: Resource["outputs"],
  others: readonly Resource[] = [],
): CostReview {
  const references = { settings: others.map(({ urn }) => urn) };
  const own = {
    urn: "urn:pulumi:dev::shop::env",
    type: ENVIRONMENT,
    name: "env",
    inputs,
    outputs,
    references,
  };
  return priced([own, ...others]);
}

function addressesWith(zones: readonly string[]): number | undefined {
  const subnets = zones.map((availabilityZone, index): Resource => {
    const name = `subnet-${index}`;
    return { urn: `urn:pulumi:dev::shop::${name}`, type: SUBNET, name, inputs: { availabilityZone } };
  });
  const { lines } = environment({ settings: listOf(balanced) }, undefined, subnets);
  return lines.find(({ component }) => component.includes("IPv4"))?.quantity;
}

function listOf(options: Readonly<Record<string, unknown>>) {
  return Object.entries(options).map(([key, value]) => {
    const [namespace, name] = key.split("/");
    return { namespace, name, value };
  });
}

function reasonOf({ unknown }: CostReview): string | undefined {
  return unknown[0]?.reason;
}
