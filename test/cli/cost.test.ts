import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { CostDifference } from "../../cost/difference";
import type { CostReview } from "../../cost/types";
import { fixturePath, fixtureText } from "../cost/readers/fixture";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "ladder-cost-"));
const preview = fixturePath("autoscaling.preview");
const changed = fixturePath("autoscaling.update-whole");

after(() => rmSync(folder, { recursive: true }));

function cost(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    "node",
    ["--require", "./scripts/loader.cjs", "cli/cost.ts", ...args],
    { cwd: root, encoding: "utf8", input },
  );
  return { status, stdout, stderr };
}

function document(...args: readonly string[]): CostReview & { readonly difference?: CostDifference } {
  const { status, stdout, stderr } = cost([...args, "--json"]);
  expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
  return JSON.parse(stdout) as CostReview & { difference?: CostDifference };
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("npm run cost", () => {
  it("prints the review as a table, from a file and from standard input alike", () => {
    const fromFile = cost([preview]);
    expect(fromFile).to.include({ status: 0, stderr: "" });
    expect(fromFile.stdout).to.match(/^Cost review: us-east-1, US dollars a month/);
    expect(fromFile.stdout).to.match(/^Total \(0\.0939 an hour\) +68\.51$/m);
    expect(cost(["-"], fixtureText("autoscaling.preview"))).to.deep.equal(fromFile);
  });

  it("prints the cost document and nothing else with --json", () => {
    const review = document(preview);
    expect(review).to.have.all.keys(
      "currency",
      "region",
      "priceDate",
      "monthly",
      "hourly",
      "lines",
      "free",
      "unsupported",
      "unknown",
    );
    expect(review.monthly).to.deep.equal({ fixed: 68.353, usage: 0.16, total: 68.513 });
  });

  it("shows the difference to what is deployed in every form", () => {
    expect(document(changed).difference?.total).to.deep.equal({
      resources: 16.528,
      prices: 0,
      monthly: 16.528,
    });
    expect(cost([changed]).stdout).to.include("Cost change: 68.51 => 85.04 US dollars a month (+16.53)");
    const { stdout } = cost([changed, "--markdown"]);
    expect(stdout).to.match(/^### Cost change: \+16\.53 a month \(\$68\.51 => \$85\.04\)$/m);
    expect(stdout).to.include(
      "| + | **web** | 2 x t4g.medium, Linux, on demand | 0.00 | 49.06 | +49.06 | 0.00 |",
    );
    expect(stdout).to.match(/^### Cost review: \$85\.04 a month$/m);
    const report = join(folder, "report.html");
    expect(cost([changed, "--html", report])).to.deep.equal({
      status: 0,
      stdout: `The report is in ${report}\n`,
      stderr: "",
    });
    expect(readFileSync(report, "utf8")).to.match(/^<!doctype html>[^]*85\.04/i);
  });

  it("compares with another preview, an export, and an earlier cost document", () => {
    const older = JSON.parse(cost([preview, "--json"]).stdout) as CostReview;
    const asDocument = written("cost.json", JSON.stringify(older));
    const inPreview = written("preview.json", JSON.stringify({ stack: "dev", cost: older }));
    for (const baseline of [preview, fixturePath("autoscaling.export"), asDocument, inPreview]) {
      expect(document(changed, "--baseline", baseline).difference?.total).to.deep.equal({
        resources: 16.528,
        prices: 0,
        monthly: 16.528,
      });
    }
  });

  it("tells changed prices from changed resources", () => {
    const older = JSON.parse(cost([preview, "--json"]).stdout) as CostReview;
    const lines = older.lines.map((line) => ({ ...line, rate: line.rate / 2, monthly: line.monthly / 2 }));
    const monthly = { fixed: 34.1765, usage: 0.08, total: 34.2565 };
    const baseline = written(
      "cheaper.json",
      JSON.stringify({ ...older, priceDate: "2025-11-20", monthly, lines }),
    );
    const { difference } = document(preview, "--baseline", baseline);
    expect(difference?.total).to.deep.equal({ resources: 0, prices: 34.2565, monthly: 34.2565 });
    expect(difference?.priceDates.before).to.equal("2025-11-20");
  });

  it("completes a preview without unchanged resources by an export", () => {
    const partial = fixturePath("autoscaling.update");
    const { difference, monthly } = document(partial, "--baseline", fixturePath("autoscaling.export"));
    expect(monthly.total).to.equal(85.041);
    expect(difference?.total.monthly).to.equal(16.528);
    const alone = cost([partial]);
    expect(alone.status).to.equal(0);
    expect(alone.stderr).to.equal(
      "Neither total nor change is whole: 9 unchanged resources are not in the file (--show-sames).\n",
    );
    expect(cost([partial, "--budget", "100"])).to.include({ status: 1 });
    expect(cost([partial, "--baseline", preview])).to.include({ status: 1, stdout: "" });
  });

  it("ends with 3 over the budget and names the three largest lines", () => {
    const over = cost([preview, "--budget", "50"]);
    expect(over.status).to.equal(3);
    expect(over.stderr).to.equal(
      [
        "Over the budget: 68.51 of 50.00 US dollars a month. The largest lines:",
        "  web: 2 x t4g.small, Linux, on demand, 24.53",
        "  web: Application load balancer, 16.43",
        "  scratch: Volume 100 GB gp3, 8.00",
        "",
      ].join("\n"),
    );
    expect(cost([preview, "--budget", "68.6"])).to.include({ status: 0, stderr: "" });
    expect(cost([preview, "--budget", "lots"])).to.include({ status: 1, stdout: "" });
  });

  it("takes quantities from a usage file and tells of keys that fit nothing", () => {
    const usage = written(
      "usage.yml",
      "version: 0.1\nresource_usage:\n  web: { monthly_outbound_internet_gb: 300 }\n  wbe: {}\n",
    );
    const { status, stdout, stderr } = cost([preview, "--usage", usage, "--json"]);
    expect(status).to.equal(0);
    const data = (JSON.parse(stdout) as CostReview).lines.find(
      ({ component }) => component === "Data to the internet",
    );
    expect(data).to.deep.include({ quantity: 300, monthly: 27 });
    expect(stderr).to.equal(`${usage}: no resource is meant by wbe\n`);
    const broken = written("broken.yml", "version: 7\n");
    expect(cost([preview, "--usage", broken])).to.deep.include({ status: 1, stdout: "" });
  });

  it("takes the credits of a new account off as a line of its own", () => {
    const { lines } = document(preview, "--free-tier", "credits");
    expect(lines.at(-1)).to.include({ component: "Free: sign-up credits", resource: "account" });
  });

  it("tells every user's mistake in a sentence, with exit code 1 and no stack trace", () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [[join(folder, "none.json")], `${join(folder, "none.json")}: no such file or directory\n`],
      [[folder], `${folder}: illegal operation on a directory\n`],
      [["-"], "standard input is empty\n"],
      [
        [preview, "--usage", join(folder, "none.yml")],
        `${join(folder, "none.yml")}: no such file or directory\n`,
      ],
      [
        [preview, "--html", join(folder, "none/x.html")],
        `${join(folder, "none/x.html")} cannot be written (ENOENT)\n`,
      ],
      [
        [preview, "--region", "mars"],
        "no prices for the region mars; supported: us-east-1, us-east-2, us-west-2, eu-west-1, eu-central-1, " +
          "ap-southeast-1, ap-southeast-2\n",
      ],
      [
        [written("old.json", JSON.stringify(document(preview)))],
        `${join(folder, "old.json")} is a cost document; it can be a --baseline, not the program to review\n`,
      ],
    ];
    for (const [args, stderr] of cases) expect(cost(args)).to.deep.equal({ status: 1, stdout: "", stderr });
    const failed = cost([fixturePath("failed.preview")]);
    expect(failed.status).to.equal(1);
    expect(failed.stderr).to.match(
      /failed\.preview\.json is a failed preview: error: the settings need a change/,
    );
    expect(cost([preview, "--json", "--markdown"]).stderr).to.match(
      /^error: option '--json' cannot be used with/,
    );
  });
});
