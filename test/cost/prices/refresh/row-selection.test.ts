import { expect } from "chai";
import { offerCsv, onDemand, reserved } from "./offer-csv";
import { withRig } from "./refresh-rig";

const EC2 = "AmazonEC2/current/us-east-1/index.csv";
const RDS = "AmazonRDS/current/us-east-1/index.csv";
const CACHE = "AmazonElastiCache/current/us-east-1/index.csv";
const linux = {
  "Instance Type": "t4g.micro",
  Tenancy: "Shared",
  "Operating System": "Linux",
  operation: "RunInstances",
};
const micro = onDemand("MICRO", "BoxUsage:t4g.micro", "0.0085000000", linux);

describe("A refresh takes the one right row, where other tools took a wrong one", () => {
  it("shared Linux on demand, not dedicated, Windows, reserved, spot or a local zone", () => {
    const traps = [
      onDemand("DEDICATED", "DedicatedUsage:t4g.micro", "0.0089", { ...linux, Tenancy: "Dedicated" }),
      onDemand("WINDOWS", "BoxUsage:t4g.micro", "0.0176", {
        ...linux,
        "Operating System": "Windows",
        operation: "RunInstances:0002",
      }),
      onDemand("SQL", "BoxUsage:t4g.micro", "0.0976", { ...linux, operation: "RunInstances:0004" }),
      onDemand("UNUSED", "UnusedBox:t4g.micro", "0.0084", linux),
      onDemand("SPOT", "SpotUsage:t4g.micro", "0.0025", linux),
      onDemand("ATLANTA", "USE1-ATL1-BoxUsage:t4g.micro", "0.0105", {
        ...linux,
        "Region Code": "us-east-1-atl-1",
      }),
      reserved("RESERVED", "BoxUsage:t4g.micro", "0.0053", linux),
    ];
    return withRig({ [EC2]: offerCsv("AmazonEC2", [...traps, micro]) }, async ({ refresh, price }) => {
      await refresh();
      expect(price("ec2.onDemand.linux", "t4g.micro").usd).to.equal("0.0085");
    });
  });

  it("the PostgreSQL instance by operation code, with AWS's short size, not Aurora, MySQL or a three-node cluster", () => {
    const size = { "Instance Type": "db.m6g.2xlarge", "Database Engine": "PostgreSQL" };
    const rows = [
      onDemand("MYSQL", "InstanceUsage:db.m6g.2xl", "0.6080", {
        ...size,
        operation: "CreateDBInstance:0002",
      }),
      onDemand("AURORA", "InstanceUsage:db.m6g.2xl", "1.0380", {
        ...size,
        operation: "CreateDBInstance:0021",
      }),
      onDemand("IO", "InstanceUsageIOOptimized:db.m6g.2xl", "1.3490", {
        ...size,
        operation: "CreateDBInstance:0021",
      }),
      onDemand("CLUSTER", "Multi-AZClusterUsage:db.m6g.2xl", "1.9120", {
        ...size,
        operation: "CreateDBInstance:0014",
      }),
      onDemand("EXTENDED", "ExtendedSupport:Yr1-Yr2:PostgreSQL12", "0.1000", {
        operation: "CreateDBInstance:0014",
      }),
      onDemand("RIGHT", "InstanceUsage:db.m6g.2xl", "0.6360", {
        ...size,
        operation: "CreateDBInstance:0014",
      }),
    ];
    return withRig({ [RDS]: offerCsv("AmazonRDS", rows) }, async ({ refresh, price }) => {
      await refresh();
      expect(price("rds.postgres.singleAZ", "db.m6g.2xlarge")).to.include({
        usd: "0.636",
        rateCode: "RIGHT.JRTCKXETXF.6YS6EN2CT7",
      });
    });
  });

  it("the Valkey node, not its durability add-on, Redis or extended support", () => {
    const node = { "Instance Type": "cache.t4g.micro", operation: "CreateCacheCluster:Valkey" };
    const redis = { ...node, operation: "CreateCacheCluster:0002" };
    const rows = [
      onDemand("SYNC", "SyncDurability-NodeUsage:cache.t4g.micro", "0.0023", node),
      onDemand("REDIS", "NodeUsage:cache.t4g.micro", "0.0160", redis),
      onDemand("OLD", "ExtendedSupportYr1_Yr2-NodeUsage:cache.t4g.micro", "0.0130", redis),
      onDemand("VALKEY", "NodeUsage:cache.t4g.micro", "0.0128", node),
    ];
    return withRig({ [CACHE]: offerCsv("AmazonElastiCache", rows) }, async ({ refresh, price }) => {
      await refresh();
      const found = ["valkey", "redis"].map(
        (engine) => price(`elasticache.${engine}`, "cache.t4g.micro").usd,
      );
      expect(found).to.deep.equal(["0.0128", "0.016"]);
    });
  });

  it("the load balancer by its kind, not reserved capacity or a trust store", () => {
    const alb = { operation: "LoadBalancing:Application" };
    const rows = [
      onDemand("CLASSIC", "LoadBalancerUsage", "0.0250", { operation: "LoadBalancing" }),
      onDemand("TRUST", "TS-LoadBalancerUsage", "0.0056", alb),
      onDemand("ALB", "LoadBalancerUsage", "0.0225", alb),
      onDemand("LCU", "LCUUsage", "0.0080", alb),
      onDemand("RLCU", "ReservedLCUUsage", "0.0080", alb),
      onDemand("NLCU", "LCUUsage", "0.0060", { operation: "LoadBalancing:Network" }),
    ];
    return withRig(
      { "AWSELB/current/us-east-1/index.csv": offerCsv("AWSELB", rows) },
      async ({ refresh, price }) => {
        await refresh();
        const found = ["alb.hour", "alb.lcu", "nlb.nlcu"].map((item) => price("elb", item).usd);
        expect(found).to.deep.equal(["0.0225", "0.008", "0.006"]);
      },
    );
  });
});
