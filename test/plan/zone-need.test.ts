import { expect } from "chai";
import { zoneNeed } from "../../plan/zone-need";
import { app, planned } from "./planned";

describe("the zones of a stack", () => {
  it("must offer what the tier runs on, and Fargate nothing of the box's settings", () => {
    const settings = { box: { instance: "t4g.small" }, beanstalk: { instance: "m7g.medium" } };
    const need = (tier: string) => zoneNeed(planned({ ...settings, tier, apps: [app("shop")] }));
    expect(need("compose")).to.deep.equal({ instanceType: "t4g.small", setting: "box.instance" });
    expect(need("beanstalk")).to.deep.equal({ instanceType: "m7g.medium", setting: "beanstalk.instance" });
    expect(need("fargate")).to.deep.equal({ instanceType: "t4g.micro", setting: "aws:region" });
  });
});
