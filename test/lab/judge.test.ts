import { expect } from "chai";
import { carriers } from "../../lab/carriers/table";
import { isOnlyRecorded, judge } from "../../lab/judge";
import limits from "../../lab/limits.json";
import type { Properties } from "../../rig/provider/difference";
import inputsOfDev from "../golden/inputs-dev.json";
import inputsOfManaged from "../golden/inputs-managed.json";

/** Of each resource, without the engine's own and those that run in Pulumi's process. */
function problems(all: Readonly<Record<string, object>>): readonly (string | undefined)[] {
  return Object.entries(all).flatMap(([urn, inputs]) => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    return /^(pulumi|pulumi-nodejs|ladder):/.test(type) ? [] : [judge(type, { ...inputs })];
  });
}

const instance = "aws:ec2/instance:Instance";

describe("what the lab carries out", () => {
  it("is every type and argument of the example stack, or it is listed as recorded only", () => {
    const found = problems(inputsOfDev);
    expect(found.length).to.be.greaterThan(50);
    expect(found.filter((problem) => problem !== undefined)).to.deep.equal([]);
  });

  it("is every type and argument of databases on RDS, too", () => {
    const ofData = Object.entries(inputsOfManaged).filter(([urn]) => /aws:(rds|lambda)|databases/.test(urn));
    const found = problems(Object.fromEntries(ofData));
    expect(found.length).to.be.greaterThan(5);
    expect(found.filter((problem) => problem !== undefined)).to.deep.equal([]);
  });

  it("names an argument that it does not imitate", () => {
    expect(judge(instance, { userData: "", hibernation: true, cpuOptions: {} })).to.equal(
      "the lab does not imitate cpuOptions, hibernation of aws:ec2/instance:Instance",
    );
  });

  it("tells a change of what is only recorded from one that has an effect", () => {
    const type = "aws:rds/instance:Instance";
    const changed = (inputs: Properties) =>
      isOnlyRecorded({
        ...{ operation: "update", type, name: "databases", id: "db-1", inputs },
        before: { password: "one", deletionProtection: true },
      });
    expect(changed({ password: "one", deletionProtection: false })).to.equal(true);
    expect(changed({ password: "two", deletionProtection: true })).to.equal(false);
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
