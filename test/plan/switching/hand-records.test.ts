import { expect } from "chai";
import type { DeployedResource } from "../../../plan/deployed";
import { handRecords } from "../../../plan/switching/hand-records";
import { switchStatus } from "../../../plan/switching/status";
import { assumedResources } from "../../../plan/switching/assumed";

const one = (type: string, name: string, outputs: DeployedResource["outputs"]): DeployedResource => ({
  type,
  name,
  outputs,
});
const environment = "aws:elasticbeanstalk/environment:Environment";
const hosts = ["shop.example.com", "docs.example.com"];
const box = one("aws:ec2/eip:Eip", "address", { publicIp: "192.0.2.1" });

describe("records that are set by hand", () => {
  it("point at the box's address, at a single instance's, and at the name of a load balancer", () => {
    const single = one(environment, "single", { endpointUrl: "192.0.2.2", cname: "apps.example.net" });
    const balanced = one(environment, "balanced", {
      endpointUrl: "lb.example.net",
      cname: "apps.example.net",
    });
    expect(handRecords("compose", hosts, [box])).to.deep.equal([
      "shop.example.com A 192.0.2.1",
      "docs.example.com A 192.0.2.1",
    ]);
    expect(handRecords("beanstalk", ["shop.example.com"], [box, single])).to.deep.equal([
      "shop.example.com A 192.0.2.2",
    ]);
    expect(handRecords("beanstalk", ["shop.example.com"], [box, balanced])).to.deep.equal([
      "shop.example.com CNAME apps.example.net",
    ]);
  });

  it("point at a site's own distribution on Fargate, and call a domain's own record what providers do", () => {
    const deployed = [
      one("aws:lb/loadBalancer:LoadBalancer", "web", { dnsName: "lb.example.net" }),
      one("aws:cloudfront/distribution:Distribution", "docs", {
        aliases: ["docs.example.com"],
        domainName: "d1.example.net",
      }),
    ];
    expect(handRecords("fargate", [...hosts, "example.com"], deployed)).to.deep.equal([
      "shop.example.com CNAME lb.example.net",
      "docs.example.com CNAME d1.example.net",
      "example.com ALIAS lb.example.net (or ANAME; where the provider has neither, serve www.example.com and redirect to it there)",
    ]);
  });

  it("are none for a tier that is not there, and are in the status of each that is", () => {
    expect(handRecords("fargate", hosts, [box])).to.deep.equal([]);
    const outputs = { tier: "compose", recordsToSetByHand: ["shop.example.com"] };
    const resources = [...assumedResources("compose", "auto"), box];
    expect(switchStatus({ outputs, resources }, { stack: "dev" }).byHand).to.deep.equal([
      { tier: "compose", records: ["shop.example.com A 192.0.2.1"] },
    ]);
    expect(
      switchStatus({ outputs: { tier: "compose", recordsToSetByHand: [] }, resources }, { stack: "dev" }),
    ).to.not.have.property("byHand");
  });
});
