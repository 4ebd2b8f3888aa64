import { expect } from "chai";
import { sanityProblems } from "../../../cost/prices/sanity";
import type { PriceRow } from "../../../cost/prices/types";

const row = (service: string, item: string, usd: string, region = "us-east-1"): PriceRow => ({
  ...{ service, item, region, usd },
  ...{ unit: "USD per hour", source: "test", asOf: "2026-11-20" },
});

describe("The sanity rules", () => {
  it("accept prices that keep them", () => {
    const fine = [
      row("rds.postgres.singleAZ", "db.t4g.small", "0.032"),
      row("rds.postgres.multiAZ", "db.t4g.small", "0.065"),
      row("elasticache.redis", "cache.t4g.micro", "0.016"),
      row("elasticache.valkey", "cache.t4g.micro", "0.0128"),
      row("aurora.serverlessV2", "acu.standard", "0.12"),
      row("aurora.serverlessV2", "acu.ioOptimized", "0.16"),
      row("ec2.onDemand.linux", "t4g.micro", "0.0084"),
      row("ec2.onDemand.linux", "t4g.small", "0.0168"),
      row("ec2.onDemand.linux", "t4g.small", "0.0184", "eu-west-1"),
      row("dataTransfer", "toOtherRegions", "0.02"),
      row("dataTransfer", "toOtherRegions", "0.09", "ap-southeast-1"),
    ];
    expect(sanityProblems(fine)).to.deep.equal([]);
  });

  const broken = (title: string, base: PriceRow, other: PriceRow, problem: string) =>
    it(title, () => {
      expect(sanityProblems([base, other])).to.deep.equal([problem]);
    });

  broken(
    "notice a three-node cluster taken for Multi-AZ",
    row("rds.postgres.singleAZ", "db.m6g.large", "0.159"),
    row("rds.postgres.multiAZ", "db.m6g.large", "0.477"),
    "rds.postgres.multiAZ / db.m6g.large in us-east-1 is 3.00 of " +
      "rds.postgres.singleAZ / db.m6g.large in us-east-1; Multi-AZ costs twice Single-AZ",
  );
  broken(
    "notice Multi-AZ storage at the price of one zone",
    row("rds.storage", "gp3.singleAZ", "0.115"),
    row("rds.storage", "gp3.multiAZ", "0.115"),
    "rds.storage / gp3.multiAZ in us-east-1 is 1.00 of rds.storage / gp3.singleAZ in us-east-1; " +
      "Multi-AZ costs twice Single-AZ",
  );
  broken(
    "notice the durability add-on taken for a Valkey node",
    row("elasticache.redis", "cache.r7g.large", "0.263"),
    row("elasticache.valkey", "cache.r7g.large", "0.0379"),
    "elasticache.valkey / cache.r7g.large in us-east-1 is 0.14 of " +
      "elasticache.redis / cache.r7g.large in us-east-1; Valkey costs 0.8 of Redis",
  );
  broken(
    "notice a standard Aurora price taken for I/O-Optimized",
    row("aurora.postgres.instance", "db.r6g.large", "0.26"),
    row("aurora.postgres.instance.ioOptimized", "db.r6g.large", "0.26"),
    "aurora.postgres.instance.ioOptimized / db.r6g.large in us-east-1 is 1.00 of " +
      "aurora.postgres.instance / db.r6g.large in us-east-1; Aurora I/O-Optimized costs 1.3 of standard",
  );
  broken(
    "notice a size that does not double",
    row("ec2.onDemand.linux", "m7g.large", "0.0816"),
    row("ec2.onDemand.linux", "m7g.xlarge", "0.0816"),
    "ec2.onDemand.linux / m7g.xlarge in us-east-1 is 1.00 of " +
      "ec2.onDemand.linux / m7g.large in us-east-1; a size costs twice the one below",
  );
  broken(
    "notice a region far from the price level of us-east-1",
    row("natGateway", "hour", "0.045"),
    row("natGateway", "hour", "0.0045", "eu-west-1"),
    "natGateway / hour in eu-west-1 is 0.10 of natGateway / hour in us-east-1; " +
      "a region costs 0.95 to 1.7 of us-east-1",
  );
});
