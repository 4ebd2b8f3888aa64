import { expect } from "chai";
import { Decimal } from "decimal.js";
import { loadPriceBook, priceOf } from "../../../cost/prices/price-book";

const book = loadPriceBook();
const usd = (service: string, item: string) =>
  new Decimal(priceOf(book, { service, item, region: "us-east-1" }).usd);
const hours = (service: string, item: string, count = 1) =>
  usd(service, item).times(book.hoursPerMonth).times(count);
const sum = (...parts: Decimal[]) => parts.reduce((total, part) => total.plus(part)).toFixed(2);

const publicIpv4 = (count: number) => hours("vpc", "publicIPv4.inUse", count);
const zone = usd("route53", "hostedZone.first25");
const box = [hours("ec2.onDemand.linux", "t4g.small"), usd("ebs", "gp3.storage").times(30), zone];

// The published compositions of four stacks, us-east-1, on demand, without usage (AWS list prices of 2026-11).
describe("The snapshot adds up to known stacks", () => {
  it("prices one box with 30 GB, an address and a zone at $18.81", () => {
    expect(sum(...box, publicIpv4(1))).to.equal("18.81");
  });

  it("prices the same with a small RDS beside it at $32.79", () => {
    const database = [
      hours("rds.postgres.singleAZ", "db.t4g.micro"),
      usd("rds.storage", "gp3.singleAZ").times(20),
    ];
    expect(sum(...box, ...database, publicIpv4(1))).to.equal("32.79");
  });

  it("prices a two-zone ALB with its addresses at $23.73", () => {
    expect(sum(hours("elb", "alb.hour"), publicIpv4(2))).to.equal("23.73");
  });

  it("prices a pair of Fargate ARM tasks of half a vCPU and 1 GB at $28.84, x86 at $36.04", () => {
    const pair = (arch: string) =>
      sum(hours("fargate", `fargate.${arch}.vCPU`), hours("fargate", `fargate.${arch}.GB`, 2));
    expect([pair("arm"), pair("x86")]).to.deep.equal(["28.84", "36.04"]);
  });

  it("prices an EKS control plane at $73.00 and Aurora Serverless at half a unit at $43.80", () => {
    expect(sum(hours("eks", "cluster.standardSupport"))).to.equal("73.00");
    expect(sum(hours("aurora.serverlessV2", "acu.standard", 0.5))).to.equal("43.80");
  });
});
