import { expect } from "chai";
import { carriers } from "../../lab/carriers/table";
import { judge } from "../../lab/judge";
import limits from "../../lab/limits.json";
import inputsOfDev from "../golden/inputs-dev.json";

const instance = "aws:ec2/instance:Instance";

describe("what the lab carries out", () => {
  it("is every type and argument of the example stack, or it is listed as recorded only", () => {
    const ours = Object.entries(inputsOfDev).flatMap(([urn, inputs]) => {
      const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
      // The engine's own, and those that run in Pulumi's process.
      if (/^(pulumi|pulumi-nodejs|ladder):/.test(type)) return [];
      return [judge(type, inputs)];
    });
    expect(ours.length).to.be.greaterThan(50);
    expect(ours.filter((problem) => problem !== undefined)).to.deep.equal([]);
  });

  it("names an argument that it does not imitate", () => {
    expect(judge(instance, { userData: "", hibernation: true, cpuOptions: {} })).to.equal(
      "the lab does not imitate cpuOptions, hibernation of aws:ec2/instance:Instance",
    );
  });

  it("names a type that it does not imitate", () => {
    expect(judge("aws:sqs/queue:Queue", {})).to.equal("the lab does not imitate aws:sqs/queue:Queue");
  });

  it("is nothing that stands among what is only recorded", () => {
    expect(Object.keys(limits.types).filter((type) => carriers[type])).to.deep.equal([]);
    const both = Object.entries(limits.arguments).flatMap(([type, list]) =>
      Object.keys(list).filter((name) => carriers[type]?.imitates.includes(name) ?? true),
    );
    expect(both).to.deep.equal([]);
  });
});
