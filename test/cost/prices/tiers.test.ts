import { expect } from "chai";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { loadPriceBook } from "../../../cost/prices/price-book";
import { PriceError } from "../../../cost/prices/price-error";
import { splitByTier, tieredCost, tiers } from "../../../cost/prices/tiers";
import { unitSize } from "../../../cost/prices/unit-size";
import { FIXTURE_SNAPSHOT } from "./fixture-snapshot";

const book = loadPriceBook(FIXTURE_SNAPSHOT);
const of = (service: string, item: string, region = "us-east-1") => tiers(book, { service, item, region });
const TB = 1024;

describe("Tiered prices", () => {
  it("are ordered and follow one another without a gap", () => {
    const shown = of("s3", "standard").map(({ from, upTo, row }) => [
      from.toFixed(),
      upTo?.toFixed(),
      row.usd,
    ]);
    expect(shown).to.deep.equal([
      ["0", "51200", "0.023"],
      ["51200", "512000", "0.022"],
      ["512000", undefined, "0.021"],
    ]);
  });

  // 50 TB x 0.023 + 10 TB x 0.022 = 1177.60 + 225.28; https://aws.amazon.com/s3/pricing/
  it("charge 60 TB of S3 as 50 TB of the first tier and 10 TB of the second", () => {
    const shares = splitByTier(of("s3", "standard"), 60 * TB);
    expect(shares.map(({ quantity, usd }) => [quantity.toFixed(), usd.toFixed(2)])).to.deep.equal([
      ["51200", "1177.60"],
      ["10240", "225.28"],
    ]);
  });

  // 10 TB x 0.09 + 1 GB x 0.085; https://aws.amazon.com/ec2/pricing/on-demand/ (data transfer)
  it("charge the first gigabyte above 10 TB of egress at the second rate", () => {
    expect(tieredCost(of("dataTransfer", "internetOut"), 10 * TB + 1).toFixed(3)).to.equal("921.685");
  });

  // 333 M x 3.50 + 167 M x 2.80; https://aws.amazon.com/api-gateway/pricing/
  it("count requests one by one although they are priced by the million", () => {
    expect(tieredCost(of("apiGateway", "restApi"), 500e6).toFixed(2)).to.equal("1633.10");
  });

  it("treat an item without tiers as one open tier", () => {
    expect(tieredCost(of("s3", "requests.put"), 2_000_000).toFixed(2)).to.equal("10.00");
  });

  it("refuse a quantity above the last known tier", () => {
    expect(() => tieredCost(of("vpc", "interfaceEndpoint.data"), 6 * TB * TB)).to.throw(
      PriceError,
      "no price for vpc / interfaceEndpoint.data.next4PB above 5242880; got 6291456",
    );
  });

  it("refuse a negative quantity", () => {
    expect(() => tieredCost(of("s3", "standard"), -1)).to.throw(PriceError, "a quantity cannot be -1");
  });

  it("refuse an item that is neither a price nor the start of tiers", () => {
    expect(() => of("s3", "standrd")).to.throw(
      PriceError,
      "no price for s3 / standrd in us-east-1; nearest items",
    );
  });

  it("keep every part of a quantity, and never cost less for more", () => {
    const all = [
      ...[of("s3", "standard"), of("dataTransfer", "internetOut"), of("lambda", "duration.arm")],
      ...[of("apiGateway", "restApi"), of("route53", "hostedZone")],
    ];
    const quantity = fc.double({ min: 0, max: 1e11, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...all), quantity, quantity, (steps, a, b) => {
        const parts = splitByTier(steps, a).reduce((sum, share) => sum.plus(share.quantity), new Decimal(0));
        expect(parts.toFixed()).to.equal(new Decimal(a).toFixed());
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(tieredCost(steps, high).greaterThanOrEqualTo(tieredCost(steps, low))).to.equal(true);
      }),
    );
  });
});

describe("The size of a unit", () => {
  it("is the thousand or million its name starts with, else one", () => {
    const units = [
      "USD per 1M",
      "USD per 1M RRU",
      "USD per 10k",
      "USD per 1k metrics",
      "USD per hour",
      "USD per GB",
    ];
    expect(units.map(unitSize)).to.deep.equal([1e6, 1e6, 1e4, 1e3, 1, 1]);
  });
});
