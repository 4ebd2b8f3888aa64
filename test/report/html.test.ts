import { expect } from "chai";
import { sumOf } from "../../cost/money";
import { htmlReport, type ReportArgs } from "../../cost/report/html";
import { resourceGroups, serviceOf } from "../../cost/report/resource-groups";
import { pricers } from "../../cost/services/table";
import type { CostLine } from "../../cost/types";
import { HOSTILE, sampleReport, sampleReview } from "./sample-report";

const html = htmlReport(sampleReport);

describe("The HTML report", () => {
  it("calls every service by its name, not by the provider's module", () => {
    const line = sampleReview.lines[0];
    const names = [...pricers.keys()].map((type) => serviceOf({ ...line, type } as CostLine));
    // Of the abbreviations that AWS uses itself none is longer.
    expect([...new Set(names)].filter((name) => /^[A-Z0-9]{5,}$/.test(name))).to.deep.equal([]);
  });

  it("holds its data as JSON, unchanged", () => {
    const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(data)).to.deep.equal(JSON.parse(JSON.stringify(sampleReport)));
  });

  it("names no address that a browser would fetch", () => {
    const page = html.replace(/<script type="application\/json".*?<\/script>/s, "");
    expect(page.match(/(?:src|srcset|action|data)=["'](?!data:)[^"']*/g)).to.equal(null);
    expect(page.match(/<(?:link|a|use)[^>]*href="(?!#|data:)[^"]*/g)).to.equal(null);
    expect(page.match(/@import|url\((?!#)/g)).to.equal(null);
  });

  it("shows names as text, whatever they contain", () => {
    expect(html).to.not.include(HOSTILE);
    expect(html).to.not.include("<img");
    expect(html.match(/<script/g)?.length).to.equal(2);
  });

  it("prints every assumption, every list and the date of the prices", () => {
    for (const text of [
      "10 GB to the internet a month (as set)",
      "this review has no rule for the type",
      "the size is known after the deployment",
      "a part is known: $3.00",
      '<time datetime="2026-11-20">2026-11-20</time>',
      "1 line marked",
      "at the most 5,840 hour, $116.80",
      "Scaling and credits can add",
    ]) {
      expect(html).to.include(text);
    }
  });

  it("prints the crossover points and each sizing rule", () => {
    const { crossovers, rules } = sampleReport.comparison as NonNullable<ReportArgs["comparison"]>;
    for (const text of [...crossovers.apps, ...crossovers.requests, ...rules])
      expect(html).to.include(`<li>${text.replaceAll("'", "&#39;")}</li>`);
  });

  it("leaves out the parts that there is nothing for", () => {
    const alone = htmlReport({ title: "Alone", review: sampleReview });
    expect(alone.match(/<h2>[^<]*/g)).to.deep.equal([
      "<h2>Where the money goes",
      "<h2>Every line",
      "<h2>Not in the total",
      "<h2>Sources of the prices",
    ]);
  });

  it("stacks groups that sum to the total", () => {
    const groups = resourceGroups(sampleReview.lines);
    expect(groups.map(({ name, total }) => [name, total])).to.deep.equal([
      ["ECS", 29.2],
      ["EC2", 13.164],
      ["S3", 2.5],
      ["Free allowances", -0.9],
    ]);
    expect(sumOf(groups.map(({ total }) => total))).to.equal(sampleReview.monthly.total);
  });
});
