import { expect } from "chai";
import { loadPriceBook, SNAPSHOT_DIR } from "../../../../cost/prices/price-book";
import { loadOfferMap, type OfferRule } from "../../../../cost/prices/refresh/offer-map";
import { REFRESHABLE_REGIONS, usagePrefixes } from "../../../../cost/prices/refresh/usage-prefixes";
import { readSnapshot } from "../../../../cost/prices/snapshot-file";
import { tiers } from "../../../../cost/prices/tiers";

const { prices, info } = readSnapshot(SNAPSHOT_DIR);
const rules = loadOfferMap(prices);
const name = ({ service, item }: { service: string; item: string }) => `${service} / ${item}`;

describe("The offer map", () => {
  it("has at most one rule for an item", () => {
    const names = rules.map(name);
    expect(names.filter((item, index) => names.indexOf(item) !== index)).to.deep.equal([]);
  });

  it("gives every item the unit and the scope it has in the snapshot", () => {
    const known = new Map(prices.map((row) => [name(row), row]));
    const wrong = rules.filter((rule) => {
      const row = known.get(name(rule));
      return row?.unit !== rule.unit || (row.region === "global") !== (rule.scope === "global");
    });
    expect(wrong.map(name)).to.deep.equal([]);
  });

  it("never gives two items the same row", () => {
    const selector = ({ offer, usageType, operation, from, term, where }: OfferRule) =>
      JSON.stringify([offer, usageType, operation, from, term, where]);
    expect(new Set(rules.map(selector)).size).to.equal(rules.length);
  });

  it("names none of the usage types that made other tools go wrong", () => {
    const traps =
      /SyncDurability|Outposts|Dedicated|ReservedLCU|^TS-|Regional(Nat|-Nat)|SpotUsage|Windows|UnusedBox/;
    expect(rules.filter(({ usageType, operation }) => traps.test(usageType + operation))).to.deep.equal([]);
    const special = rules.filter(({ usageType }) =>
      /IOOptimized|IO-Optimized|ExtendedSupport/.test(usageType),
    );
    expect([...new Set(special.map(({ service }) => service))].toSorted()).to.deep.equal([
      "aurora.postgres.instance.ioOptimized",
      "aurora.serverlessV2",
      "aurora.storage",
      "rds.extendedSupport",
    ]);
  });

  it("starts each tier where the look-up says it starts", () => {
    const book = loadPriceBook();
    const tiered = rules.filter(
      ({ item, service }) => /\.(first|next|over)\d/.test(item) && service !== "ebs",
    );
    for (const rule of tiered) {
      const base = rule.item.slice(0, /\.(first|next|over)\d/.exec(rule.item)?.index);
      const tier = tiers(book, { service: rule.service, item: base, region: "us-east-1" }).find(
        ({ row }) => row.item === rule.item,
      );
      expect(tier?.from.toNumber(), name(rule)).to.equal(rule.from);
    }
    expect(tiered.length).to.equal(64);
  });

  it("covers all prices but those AWS's offer files do not state one by one", () => {
    const covered = new Set(rules.map(name));
    const left = [...new Set(prices.map(name))].filter((item) => !covered.has(item));
    expect([covered.size, left.length]).to.deep.equal([475, 89]);
  });
});

describe("The usage prefixes", () => {
  it("are known for every region of the snapshot", () => {
    expect(info.regions.filter((region) => !REFRESHABLE_REGIONS.includes(region))).to.deep.equal([]);
  });

  it("start with the longest, and only us-east-1 may have none", () => {
    expect(usagePrefixes("us-east-1")).to.deep.equal(["us-east-1-", "USE1-", ""]);
    expect(usagePrefixes("eu-west-1")).to.deep.equal(["eu-west-1-", "EUW1-", "EU-"]);
    const bare = REFRESHABLE_REGIONS.filter((region) => usagePrefixes(region).includes(""));
    expect(bare).to.deep.equal(["us-east-1"]);
  });
});
