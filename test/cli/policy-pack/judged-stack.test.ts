import type { PolicyResource } from "@pulumi/policy";
import { expect } from "chai";
import { JudgedStack } from "../../../cli/policy-pack/judged-stack";
import { SeenInputs } from "../../../cli/policy-pack/seen-inputs";

const user = {
  urn: "urn:pulumi:dev::other::aws:iam/user:User::one",
  type: "aws:iam/user:User",
  name: "one",
  props: {},
  propertyDependencies: {},
};
/** Of a program of Ladder's. */
const component = {
  ...user,
  urn: "urn:pulumi:dev::other::ladder:watch:Alerts::alerts",
  type: "ladder:watch:Alerts",
};
/** As the SDK does it: read anew for each policy. */
const shown = () => [{ ...user }, { ...component }] as unknown as readonly PolicyResource[];

function look(seen: SeenInputs): void {
  void seen.policy.remediateResource?.({ ...user, props: { name: "one" } } as never);
}

function newStack() {
  const seen = new SeenInputs();
  look(seen);
  return { seen, judged: new JudgedStack(seen) };
}

describe("a stack that a policy pack judges", () => {
  it("is judged once for all policies", () => {
    const { judged } = newStack();
    const first = judged.for("one", shown());
    expect(first.violations.map(({ rule }) => rule.name)).to.deep.equal(["no-users"]);
    expect(judged.for("two", shown())).to.equal(first);
  });

  it("is judged anew when a policy asks again: that is the next stack", () => {
    const { judged } = newStack();
    judged.for("one", shown());
    judged.for("two", shown());
    expect(judged.for("one", []).violations).to.deep.equal([]);
    expect(judged.for("two", shown()).violations).to.deep.equal([]);
  });

  it("is judged anew when more was seen", () => {
    const { seen, judged } = newStack();
    expect(judged.for("one", []).violations).to.deep.equal([]);
    look(seen);
    expect(judged.for("two", shown()).violations).to.have.length(1);
  });
});
