import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { loadPriceBook, priceOf, regions } from "../../../cost/prices/price-book";
import { PriceError } from "../../../cost/prices/price-error";
import { FIXTURE_SNAPSHOT, withSnapshotCopy } from "./fixture-snapshot";

const key = { service: "ec2.onDemand.linux", item: "t4g.micro", region: "us-east-1" };

describe("The price book", () => {
  it("gives the one row of a key, with unit, source and date", () => {
    expect(priceOf(loadPriceBook(FIXTURE_SNAPSHOT), key)).to.deep.equal({
      ...key,
      usd: "0.0084",
      unit: "USD per hour",
      source: "karpenter",
      asOf: "2026-07-20",
    });
  });

  it("finds a global price from every region", () => {
    const book = loadPriceBook(FIXTURE_SNAPSHOT);
    const found = regions(book).map((region) =>
      priceOf(book, { service: "route53", item: "hostedZone.first25", region }),
    );
    expect(new Set(found.map(({ region, usd }) => `${region} ${usd}`))).to.deep.equal(
      new Set(["global 0.5"]),
    );
  });

  it("marks what no source was found for", () => {
    const row = priceOf(loadPriceBook(FIXTURE_SNAPSHOT), {
      ...key,
      service: "fargateSpot",
      item: "fargate.spot.x86.GB",
    });
    expect([row.unverified, row.source, row.note]).to.deep.equal([true, "unverified", "30 % of on-demand"]);
  });

  it("marks a figure that was computed from another one", () => {
    const row = priceOf(loadPriceBook(FIXTURE_SNAPSHOT), {
      service: "elasticache.valkey",
      item: "cache.t4g.micro",
      region: "eu-west-1",
    });
    expect([row.unverified, row.source]).to.deep.equal([true, "coroot"]);
  });

  it("reads a service's file only when it is asked for, and once", () => {
    const book = loadPriceBook(FIXTURE_SNAPSHOT);
    expect([...book.files.keys()]).to.deep.equal([]);
    expect(priceOf(book, key)).to.equal(priceOf(book, key));
    expect([...book.files.keys()]).to.deep.equal(["ec2.csv"]);
  });

  it("opens and answers from its largest file in less than 20 ms", () => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      priceOf(loadPriceBook(), {
        service: "rds.postgres.singleAZ",
        item: "db.t4g.micro",
        region: "us-east-1",
      });
      return performance.now() - start;
    });
    expect(Math.min(...times)).to.be.lessThan(20);
  });

  describe("never answers with a guess", () => {
    const message = (change: Partial<typeof key>) => {
      try {
        return `found ${priceOf(loadPriceBook(FIXTURE_SNAPSHOT), { ...key, ...change }).usd}`;
      } catch (error) {
        expect(error).to.be.instanceOf(PriceError);
        return error instanceof Error ? error.message : "";
      }
    };

    it("names the supported regions for an unknown one", () => {
      expect(message({ region: "eu-west-9" })).to.equal(
        "no prices for the region eu-west-9; supported: us-east-1, eu-west-1",
      );
    });

    it("names the nearest items for an unknown one", () => {
      expect(message({ item: "t4g.mcro" })).to.equal(
        "no price for ec2.onDemand.linux / t4g.mcro in us-east-1; nearest items: " +
          "t4g.micro, t3.micro, t4g.nano, t4g.small",
      );
    });

    it("names the nearest services for an unknown one", () => {
      expect(message({ service: "rds.postgresql.singleAZ" })).to.match(
        /^no prices for the service rds\.postgresql\.singleAZ; nearest: rds\.postgres\.singleAZ, /,
      );
      expect(message({ service: "ecx" })).to.equal(
        "no prices for the service ecx; nearest: ec2, ecr, ebs, rds, s3",
      );
    });

    it("names the regions that have the price when this one has not", () => {
      expect(
        message({
          service: "ec2.reserved.1yr.noUpfront.convertible",
          item: "t3.medium",
          region: "eu-west-1",
        }),
      ).to.equal(
        "no price for ec2.reserved.1yr.noUpfront.convertible / t3.medium in eu-west-1; it is known in: us-east-1",
      );
    });

    it("does not take a regional price for a global one", () => {
      expect(message({ region: "global" })).to.match(
        /^no price for .* in global; it is known in: eu-west-1, us-east-1$/,
      );
    });

    it("names both rows when two match", () =>
      withSnapshotCopy((dir) => {
        const csv = readFileSync(join(dir, "ecr.csv"), "utf8");
        writeFileSync(
          join(dir, "ecr.csv"),
          `${csv}ecr,storage,global,0.2,USD per GB-month,golden,2024-07-01,,,\n`,
        );
        expect(() =>
          priceOf(loadPriceBook(dir), { service: "ecr", item: "storage", region: "us-east-1" }),
        ).to.throw(
          PriceError,
          "ecr / storage in us-east-1 matches more than one price: " +
            "us-east-1 0.1 USD per GB-month (golden), global 0.2 USD per GB-month (golden)",
        );
      }));
  });
});
