import { expect } from "chai";
import type { Tier } from "../../../settings/schema";
import { assumedResources } from "../../../plan/switching/assumed";
import { memoryFrom, noMemory, type Memory } from "../../../plan/switching/memory";
import { share, trafficProblems } from "../../../plan/switching/traffic";
import { checkSettings } from "../../../settings/check";
import { switched } from "./switched";

const site = { apps: [{ name: "site", static: "./site" }], domain: "example.com" };
const settings = (more: object) => checkSettings({ ...site, ...more });
const on = (tier: Tier): Memory => memoryFrom(assumedResources(tier, "auto"));

function problem(more: object, computes: readonly Tier[], memory: Memory): string | undefined {
  return trafficProblems(settings(more), computes, memory, "dev")[0]?.problem;
}

describe("shares of the visitors", () => {
  it("are the setting's for the serving tier, and the rest for the one that stands by", () => {
    const wish = settings({ tier: "fargate", traffic: 10 });
    const both: readonly Tier[] = ["beanstalk", "fargate"];
    expect(both.map((tier) => share(tier, both, wish))).to.deep.equal([
      { tier: "beanstalk", serves: false, weight: 90 },
      { tier: "fargate", serves: true, weight: 10 },
    ]);
    expect(share("fargate", ["fargate"], wish).weight).to.equal(100);
    const three: readonly Tier[] = ["compose", ...both];
    expect(three.map((tier) => share(tier, three, wish).weight)).to.deep.equal([0, 0, 100]);
  });

  it("of less than 100 are refused where nobody takes the rest", () => {
    const both: readonly Tier[] = ["beanstalk", "fargate"];
    const split = { tier: "fargate", traffic: 10 };
    expect(problem(split, both, on("beanstalk"))).to.equal(undefined);
    expect(problem({ tier: "fargate" }, ["fargate"], on("fargate"))).to.equal(undefined);
    expect(problem(split, ["fargate"], on("fargate"))).to.equal("no other tier stands by to take the rest");
    expect(problem(split, ["compose", ...both], on("beanstalk"))).to.equal(
      "compose and beanstalk stand by, and the rest can go to one only",
    );
    expect(problem({ ...split, retire: "beanstalk" }, both, on("beanstalk"))).to.equal(
      "beanstalk is being retired and may get no visitors",
    );
    expect(problem({ ...split, dns: "manual" }, both, on("beanstalk"))).to.equal(
      "records that are set by hand are weighed by hand",
    );
    expect(problem({ ...split, domain: undefined }, both, on("beanstalk"))).to.equal(
      "without a domain there are no records to weigh",
    );
  });

  it("of less than 100 are refused for a machine that has to get certificates of its own first", () => {
    const split = { tier: "beanstalk", traffic: 10 };
    const both: readonly Tier[] = ["compose", "beanstalk"];
    expect(problem(split, both, on("compose"))).to.match(
      /^beanstalk gets its certificates when names point at it/,
    );
    expect(problem({ ...split, beanstalk: { max: 2 } }, both, on("compose"))).to.equal(undefined);
    const built = on("compose");
    const finished = (serial: number): Memory => ({
      ...built,
      latches: { ...built.latches, beanstalk: { value: "yes", serial } },
      record: { ...built.record, built: { compose: 1, beanstalk: 1 } },
    });
    expect(problem(split, both, finished(1))).to.equal(undefined);
    // It was finished once, removed, and is made again.
    expect(problem(split, both, finished(3))).to.match(/^beanstalk gets its certificates/);
  });

  it("are not judged before the first update: there is one tier, and it gets all", () => {
    expect(problem({ traffic: 10 }, ["compose"], noMemory)).to.equal(undefined);
  });

  it("stop a switch before anything is registered, with the command that helps", () => {
    expect(() => switched("compose", "compose", "traffic=10")).to.throw(
      "traffic: no other tier stands by to take the rest; got 10; allowed 100; pulumi config rm traffic -s dev",
    );
  });
});
