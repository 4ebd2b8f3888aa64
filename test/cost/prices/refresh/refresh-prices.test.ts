import { expect } from "chai";
import { DoubtfulPricesError } from "../../../../cost/prices/refresh/refresh-prices";
import { refreshSummary } from "../../../../cost/prices/refresh/refresh-summary";
import { offerCsv, onDemand, reserved } from "./offer-csv";
import { withRig } from "./refresh-rig";
import { rejection } from "./rejection";

const EC2 = "AmazonEC2/current/us-east-1/index.csv";
const RDS = "AmazonRDS/current/us-east-1/index.csv";
const linux = {
  "Instance Type": "t4g.micro",
  Tenancy: "Shared",
  "Operating System": "Linux",
  operation: "RunInstances",
};
const micro = onDemand("MICRO", "BoxUsage:t4g.micro", "0.0085000000", linux);

describe("A refresh from AWS's offer files", () => {
  it("writes the price with its unit, source, publication date and rate code", () =>
    withRig({ [EC2]: offerCsv("AmazonEC2", [micro]) }, async ({ refresh, price, requests }) => {
      await refresh();
      expect(price("ec2.onDemand.linux", "t4g.micro")).to.deep.equal({
        ...{ service: "ec2.onDemand.linux", item: "t4g.micro", region: "us-east-1" },
        ...{ usd: "0.0085", unit: "USD per hour", source: "awsOffers", asOf: "2026-11-18" },
        rateCode: "MICRO.JRTCKXETXF.6YS6EN2CT7",
      });
      expect(requests).to.deep.equal([EC2]);
    }));

  it("keeps the price of what the files do not have, and says so", () =>
    withRig({ [EC2]: offerCsv("AmazonEC2", [micro]) }, async ({ refresh, price }) => {
      const before = price("ec2.onDemand.linux", "t4g.nano");
      const result = await refresh();
      expect(price("ec2.onDemand.linux", "t4g.nano")).to.deep.equal(before);
      expect(result.missing).to.include("ec2.onDemand.linux / t4g.nano in us-east-1");
    }));

  it("says what changed, what is new and what stayed", () => {
    const rows = [
      micro,
      onDemand("SMALL", "BoxUsage:t4g.small", "0.0168000000", { ...linux, "Instance Type": "t4g.small" }),
      reserved("MEDIUM", "BoxUsage:t3.medium", "0.0180", {
        ...linux,
        "Instance Type": "t3.medium",
        OfferingClass: "convertible",
        LeaseContractLength: "3yr",
      }),
      onDemand("NAT", "NatGateway-Hours", "0.0450000000", { operation: "NatGateway" }),
    ];
    return withRig({ [EC2]: offerCsv("AmazonEC2", rows) }, async ({ refresh }) => {
      const text = refreshSummary(await refresh());
      expect(text.split("\n").slice(0, 3)).to.deep.equal([
        "1 prices confirmed, 1 changed, 1 new.",
        "Changed (1):",
        "  ec2.onDemand.linux / t4g.micro in us-east-1: 0.0084 -> 0.0085 (+1.2 %)",
      ]);
    });
  });

  it("scales to our units: a price per request to a million, per GiB/s to MiB/s", () => {
    const files = {
      "AmazonApiGateway/current/us-east-1/index.csv": offerCsv("AmazonApiGateway", [
        onDemand("API", "USE1-ApiGatewayRequest", "0.0000035000", {
          EndingRange: "333000000",
          Unit: "Requests",
        }),
        onDemand("API", "USE1-ApiGatewayRequest", "0.0000028000", {
          StartingRange: "333000000",
          Unit: "Requests",
        }),
      ]),
      [EC2]: offerCsv("AmazonEC2", [
        onDemand("GP3", "EBS:VolumeP-Throughput.gp3", "40.9600000000", { Unit: "GiBps-mo" }),
      ]),
    };
    return withRig(files, async ({ refresh, price }) => {
      await refresh();
      expect(price("apiGateway", "restApi.first333M").usd).to.equal("3.5");
      expect(price("apiGateway", "restApi.next667M").usd).to.equal("2.8");
      expect(price("ebs", "gp3.throughputAbove125").usd).to.equal("0.04");
    });
  });

  it("reads a global price once, from the file for all regions", () => {
    const file = "AmazonRoute53/current/index.csv";
    const zones = [
      onDemand("ZONE", "HostedZone", "0.5000000000", { "Region Code": "", EndingRange: "25" }),
      onDemand("ZONE", "HostedZone", "0.1000000000", { "Region Code": "", StartingRange: "25" }),
    ];
    return withRig({ [file]: offerCsv("AmazonRoute53", zones) }, async ({ refresh, price, requests }) => {
      await refresh({ region: undefined });
      expect(price("route53", "hostedZone.over25", "eu-west-1")).to.include({
        usd: "0.1",
        source: "awsOffers",
      });
      expect(requests).to.deep.equal([file]);
    });
  });

  it("reads every region of the snapshot, each under its own prefix", () => {
    const file = (region: string, prefix: string, price: string) =>
      offerCsv("AmazonECR", [
        onDemand("ECR", `${prefix}TimedStorage-ByteHrs`, price, { "Region Code": region }),
      ]);
    const files = {
      "AmazonECR/current/us-east-1/index.csv": file("us-east-1", "", "0.1000000000"),
      "AmazonECR/current/eu-west-1/index.csv": file("eu-west-1", "EU-", "0.1100000000"),
    };
    return withRig(files, async ({ refresh, price }) => {
      await refresh({ region: undefined });
      const found = ["us-east-1", "eu-west-1"].map((region) => price("ecr", "storage", region).usd);
      expect(found).to.deep.equal(["0.1", "0.11"]);
    });
  });

  it("adds a region the snapshot did not cover", () => {
    const row = onDemand("ECR", "EUW2-TimedStorage-ByteHrs", "0.1000000000", { "Region Code": "eu-west-2" });
    const files = { "AmazonECR/current/eu-west-2/index.csv": offerCsv("AmazonECR", [row]) };
    return withRig(files, async ({ refresh, price }) => {
      const { added } = await refresh({ region: "eu-west-2" });
      expect(added.map(({ region, usd }) => [region, usd])).to.deep.equal([["eu-west-2", "0.1"]]);
      expect(price("ecr", "storage", "eu-west-2").usd).to.equal("0.1");
      expect(price("route53", "hostedZone.first25", "eu-west-2").usd).to.equal("0.5");
    });
  });

  it("drops the mark of a figure that AWS's file now proves", () => {
    const node = {
      "Instance Type": "cache.t4g.micro",
      operation: "CreateCacheCluster:Valkey",
      "Region Code": "eu-west-1",
    };
    const row = onDemand("VALKEY", "EU-NodeUsage:cache.t4g.micro", "0.0136000000", node);
    const files = { "AmazonElastiCache/current/eu-west-1/index.csv": offerCsv("AmazonElastiCache", [row]) };
    return withRig(files, async ({ refresh, price }) => {
      expect(price("elasticache.valkey", "cache.t4g.micro", "eu-west-1").unverified).to.equal(true);
      await refresh({ region: "eu-west-1" });
      const after = price("elasticache.valkey", "cache.t4g.micro", "eu-west-1");
      expect([after.unverified, after.note, after.usd]).to.deep.equal([undefined, undefined, "0.0136"]);
    });
  });

  it("stops when two rows fit one price, names both and writes nothing", () => {
    const twin = {
      ...micro,
      SKU: "TWIN",
      RateCode: "TWIN.JRTCKXETXF.6YS6EN2CT7",
      PricePerUnit: "0.0084000000",
    };
    return withRig({ [EC2]: offerCsv("AmazonEC2", [micro, twin]) }, async ({ refresh, files, baseUrl }) => {
      const before = files();
      expect((await rejection(refresh({ acceptChanges: true }))).message).to.equal(
        `${baseUrl}/offers/v1.0/aws/${EC2}: ec2.onDemand.linux / t4g.micro fits 2 rows\n` +
          "  MICRO.JRTCKXETXF.6YS6EN2CT7: BoxUsage:t4g.micro RunInstances 0.0085000000 per Hrs\n" +
          "  TWIN.JRTCKXETXF.6YS6EN2CT7: BoxUsage:t4g.micro RunInstances 0.0084000000 per Hrs",
      );
      expect(files()).to.deep.equal(before);
    });
  });

  describe("asks before it writes a price that looks wrong", () => {
    const doubled = offerCsv("AmazonEC2", [{ ...micro, PricePerUnit: "0.0120000000" }]);

    it("because it changed by more than 30 %", () =>
      withRig({ [EC2]: doubled }, async ({ refresh, files }) => {
        const before = files();
        const error = await rejection(refresh());
        expect(error).to.be.instanceOf(DoubtfulPricesError);
        expect(error.message.split("\n")[0]).to.equal(
          "ec2.onDemand.linux / t4g.micro in us-east-1: 0.0084 -> 0.012 (+42.9 %)",
        );
        expect(files()).to.deep.equal(before);
      }));

    it("and writes it when told to", () =>
      withRig({ [EC2]: doubled }, async ({ refresh, price }) => {
        await refresh({ acceptChanges: true });
        expect(price("ec2.onDemand.linux", "t4g.micro").usd).to.equal("0.012");
      }));

    it("because it would be free from now on, or free and new", () => {
      const rows = [
        { ...micro, PricePerUnit: "0.0000000000" },
        onDemand("NAT", "NatGateway-Hours", "0.0000000000", { operation: "NatGateway" }),
      ];
      return withRig({ [EC2]: offerCsv("AmazonEC2", rows) }, async ({ refresh }) => {
        const doubts = (await rejection(refresh())).message.split("\n");
        expect(doubts.slice(0, 2)).to.deep.equal([
          "ec2.onDemand.linux / t4g.micro in us-east-1: 0.0084 -> 0 (-100.0 %)",
          "natGateway / hour in us-east-1 would be new and free",
        ]);
      });
    });

    it("because it breaks a sanity rule, although the change is small", () => {
      const multi = { "Instance Type": "db.t4g.micro", operation: "CreateDBInstance:0014" };
      const rows = [onDemand("MULTI", "Multi-AZUsage:db.t4g.micro", "0.0260", multi)];
      return withRig({ [RDS]: offerCsv("AmazonRDS", rows) }, async ({ refresh }) => {
        expect((await rejection(refresh())).message).to.equal(
          "rds.postgres.multiAZ / db.t4g.micro in us-east-1 is 1.63 of " +
            "rds.postgres.singleAZ / db.t4g.micro in us-east-1; Multi-AZ costs twice Single-AZ",
        );
      });
    });
  });

  it("refuses a region AWS does not have, naming the possible ones, before any download", () =>
    withRig({ [EC2]: offerCsv("AmazonEC2", [micro]) }, async ({ refresh, requests }) => {
      expect((await rejection(refresh({ region: "eu-west-9" }))).message).to.match(
        /^cannot refresh the region eu-west-9; possible: us-east-1, us-east-2, /,
      );
      expect(requests).to.deep.equal([]);
    }));

  it("refuses an offer no price comes from", () =>
    withRig({}, async ({ refresh }) => {
      expect((await rejection(refresh({ offers: ["AmazonEC3"] }))).message).to.match(
        /^no prices come from AmazonEC3; known offers: AmazonApiGateway, AmazonRDS, /,
      );
    }));
});
