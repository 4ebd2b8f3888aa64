import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { loadPlatforms } from "../../../cost/prices/platforms";
import { loadPriceBook, priceOf, SNAPSHOT_DIR } from "../../../cost/prices/price-book";
import { rulesOf } from "../../../cost/prices/rule-of";
import { sanityProblems } from "../../../cost/prices/sanity";
import { readSnapshot, snapshotFiles } from "../../../cost/prices/snapshot-file";

const snapshot = readSnapshot(SNAPSHOT_DIR);
const dated = /^20\d\d-\d\d(-\d\d)?$/;
const decimal = /^(0|[1-9]\d*)(\.\d*[1-9])?$/;
const keys = (rows: readonly { service: string; item: string; region?: string }[]) =>
  rows.map(({ service, item, region }) => [service, item, region].join(" / "));
const wrong = <Row extends { service: string; item: string }>(
  rows: readonly Row[],
  fine: (row: Row) => boolean,
) => keys(rows.filter((row) => !fine(row)));

describe("The committed price snapshot", () => {
  it("names a known source and a date for every price and rule", () => {
    const sourced = { ...snapshot.sources, unverified: true };
    const fine = ({ source, asOf }: { source: string; asOf: string }) =>
      source in sourced && dated.test(asOf);
    expect(wrong(snapshot.prices, fine)).to.deep.equal([]);
    expect(wrong(snapshot.rules, fine)).to.deep.equal([]);
  });

  it("marks every figure without a source as unverified", () => {
    const fine = ({ source, unverified }: { source: string; unverified?: true }) =>
      source !== "unverified" || unverified === true;
    expect(wrong(snapshot.prices, fine)).to.deep.equal([]);
    expect(wrong(snapshot.rules, fine)).to.deep.equal([]);
  });

  it("writes every price as a plain decimal with a unit in dollars", () => {
    expect(
      wrong(snapshot.prices, ({ usd, unit }) => decimal.test(usd) && unit.startsWith("USD")),
    ).to.deep.equal([]);
    expect(wrong(snapshot.rules, ({ value }) => decimal.test(value))).to.deep.equal([]);
  });

  it("has no key twice, neither in a region nor beside a global price", () => {
    const book = loadPriceBook();
    const all = snapshot.prices.map((row) => priceOf(book, row));
    expect(all).to.deep.equal(snapshot.prices);
    expect(new Set(keys(snapshot.rules)).size).to.equal(snapshot.rules.length);
    expect(rulesOf(book)).to.deep.equal(snapshot.rules);
  });

  it("is free only where AWS says so", () => {
    const free = snapshot.prices.filter(({ usd }) => usd === "0");
    expect(keys(free)).to.deep.equal([
      "acm / publicCertificate / global",
      "budgets / budget.notificationsOnly / global",
      "cloudfront / flatRatePlan.Free / global",
      "dataTransfer / internetIn / global",
      "dlm / snapshotPolicies / global",
      "ecs / cluster / global",
      "elasticBeanstalk / environment / global",
      "route53 / queries.aliasToAwsResource / global",
      "ssm / parameter.standard / global",
      "vpc / gatewayEndpoint.s3AndDynamoDB / global",
    ]);
  });

  it("is written the way a refresh writes it, so that a refresh shows as its changes alone", () => {
    const files = snapshotFiles(snapshot);
    const committed = readdirSync(SNAPSHOT_DIR).filter((file) => file !== "platforms.json");
    expect([...files.keys()].toSorted()).to.deep.equal(committed.toSorted());
    for (const [file, text] of files)
      expect(readFileSync(join(SNAPSHOT_DIR, file), "utf8"), file).to.equal(text);
  });

  it("passes the sanity rules, but for one figure that was computed from an I/O-Optimized price", () => {
    const known =
      "aurora.postgres.instance / db.t3.large in ap-southeast-2 is 2.60 of " +
      "aurora.postgres.instance / db.t3.medium in ap-southeast-2; a size costs twice the one below";
    expect(sanityProblems(snapshot.prices).filter((problem) => problem !== known)).to.deep.equal([]);
  });
});

describe("The committed list prices of platforms", () => {
  it("each have a decimal value and a known source, and are marked when source or date is missing", () => {
    const { platforms, sources } = loadPlatforms();
    const figures = Object.entries(platforms).flatMap(([name, { figures: list }]) =>
      list.map((figure) => ({ service: name, ...figure })),
    );
    const fine = ({ value, source, asOf, unverified }: (typeof figures)[number]) =>
      decimal.test(value) &&
      source in sources &&
      (source === "unverified" || !/^20\d\d/.test(asOf)) === (unverified === true);
    expect(wrong(figures, fine)).to.deep.equal([]);
    expect([Object.keys(platforms).length, figures.length]).to.deep.equal([20, 173]);
  });
});
