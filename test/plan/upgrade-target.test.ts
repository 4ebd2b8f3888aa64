import { expect } from "chai";
import { upgradeTarget } from "../../plan/upgrade-target";

describe("the target of an upgrade of PostgreSQL on RDS", () => {
  it("is the newest version of the wanted major one that RDS goes to, not that which the major one stands for", () => {
    const targets = ["17.9", "17.10", "18.2", "18.10", "18.9"];
    expect(upgradeTarget("17.6", "18", targets)).to.equal("18.10");
  });

  it("is where the server is when an earlier upgrade came to its end without its up", () => {
    expect(upgradeTarget("18.3", "18", ["18.4"])).to.equal("18.3");
  });

  it("is refused with the majors that can be reached", () => {
    expect(upgradeTarget("15.2", "18", ["15.9", "17.1", "16.4", "16.5"])).to.deep.equal({
      path: "box.postgres",
      problem: "RDS does not upgrade PostgreSQL 15.2 to that major version",
      got: "18",
      allowed: "16, 17",
      hint: "go there first, or wait until AWS has installed a newer minor version in the maintenance window",
    });
    expect(upgradeTarget("17.1", "18", ["17.9"])).to.have.property("allowed", "17 for now");
  });
});
