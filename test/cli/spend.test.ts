import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { periodOf, spanOf } from "../../cli/spend/month";
import type { Spend } from "../../cost/actual/spend";
import { Running } from "../box-rig/running";
import { jsonType, StandInServer } from "../../rig/apis/stand-in-server";

const root = resolve(__dirname, "../..");
const compute = "Amazon Elastic Compute Cloud - Compute";

/** An answer in the form of Cost Explorer's. */
function page(
  groups: readonly (readonly [service: string, tag: string, usd: string])[],
  NextPageToken?: string,
) {
  const Groups = groups.map(([service, tag, Amount]) => ({
    Keys: [service, tag],
    Metrics: { UnblendedCost: { Amount, Unit: "USD" } },
  }));
  const TimePeriod = { Start: "2026-10-01", End: "2026-11-01" };
  return {
    ...(NextPageToken && { NextPageToken }),
    GroupDefinitions: [
      { Type: "DIMENSION", Key: "SERVICE" },
      { Type: "TAG", Key: "Stack" },
    ],
    ResultsByTime: [{ TimePeriod, Total: {}, Groups, Estimated: false }],
    DimensionValueAttributes: [],
  };
}

const pages = {
  first: page(
    [
      [compute, "Stack$prod", "24.9984"],
      [compute, "Stack$dev", "12.4992"],
      [compute, "Stack$", "3.5"],
      ["Tax", "Stack$", "4.2"],
    ],
    "more",
  ),
  more: page([
    ["EC2 - Other", "Stack$prod", "9.25"],
    ["AWS Cost Explorer", "Stack$", "0.02"],
  ]),
};

interface Request {
  readonly TimePeriod: { readonly Start: string; readonly End: string };
  readonly NextPageToken?: string;
}

describe("npm run spend", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "ladder-spend-"));
  const asked: Request[] = [];
  let endpoint: string;
  let refuses = false;

  before(async () => {
    const api = await StandInServer.start<object>(jsonType, ({ body, target }) => {
      const request = JSON.parse(body) as Request;
      asked.push(request);
      expect(target).to.equal("AWSInsightsIndexService.GetCostAndUsage");
      if (refuses) {
        const refusal = {
          __type: "AccessDeniedException",
          message: "User not enabled for cost explorer access",
        };
        return { status: 400, body: JSON.stringify(refusal) };
      }
      return { status: 200, body: JSON.stringify(request.NextPageToken ? pages.more : pages.first) };
    });
    endpoint = api.endpoint("ce", {});
  });
  after(() => rmSync(folder, { recursive: true }));

  async function spend(...args: readonly string[]) {
    const account = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_MAX_ATTEMPTS: "1" };
    const env = {
      ...process.env,
      ...account,
      XDG_CACHE_HOME: folder,
      AWS_ENDPOINT_URL_COST_EXPLORER: endpoint,
    };
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/spend.ts")];
    return new Running([...program, ...args], { cwd: root, env }).ended;
  }

  it("says what asking costs, asks every page once, and shows the bill beside the review", async () => {
    const { exitCode, stdout, stderr } = await spend("-s", "prod", "-m", "2026-10");
    expect([exitCode, stderr]).to.deep.equal([
      0,
      "Asking Cost Explorer: $0.01 a request, mostly one (price of 2026-11-21).\n",
    ]);
    expect(
      asked.map(({ TimePeriod, NextPageToken }) => [TimePeriod.Start, TimePeriod.End, NextPageToken]),
    ).to.deep.equal([
      ["2026-10-01", "2026-11-01", undefined],
      ["2026-10-01", "2026-11-01", "more"],
    ]);
    expect(stdout).to.match(
      /^Stack prod in 2026-10: 31 of 31 days, US dollars, without credits, refunds and tax\n/,
    );
    // A t4g.medium for 744 hours, as reviewed.
    expect(stdout).to.match(/^Amazon Elastic Compute Cloud - Compute +24\.53 +25\.00 +25\.00\n(?! )/m);
    expect(stdout).to.match(/Of the whole account: 3\.52 without this project's tags, 4\.20 tax\.\n$/);
  });

  it("keeps the answer for every stack of the account, for its user alone", async () => {
    const before = asked.length;
    const { stdout, stderr } = await spend("-s", "dev", "-m", "2026-10", "--json");
    expect(asked.length).to.equal(before);
    expect(stderr).to.match(/^Kept answer of \S+; --refresh asks again\.\n$/);
    const { services, total, month } = JSON.parse(stdout) as Spend;
    expect([month, total.actual, services[0]?.service]).to.deep.equal(["2026-10", 12.4992, compute]);
    const [kept = ""] = readdirSync(join(folder, "ladder/spend"));
    expect(kept).to.equal("default-2026-10.json");
    expect(statSync(join(folder, "ladder/spend", kept)).mode & 0o777).to.equal(0o600);
    await spend("-s", "dev", "-m", "2026-10", "--refresh");
    expect(asked.length).to.equal(before + 2);
  });

  it("says what to do when nothing carries the stack's tags", async () => {
    const { stdout } = await spend("-s", "dev", "-m", "2026-10", "--profile", "default", "--json");
    expect((JSON.parse(stdout) as Spend).tagged).to.equal(true);
    const file = join(folder, "ladder/spend");
    rmSync(file, { recursive: true });
    const first = pages.first;
    pages.first = page([[compute, "Stack$", "3.5"]]);
    const untagged = await spend("-s", "dev", "-m", "2026-10");
    pages.first = first;
    expect(untagged.stdout).to.include("Activate Project and Stack as cost allocation tags");
  });

  it("has the load balancer of a tier that stands by in the review when it is told of that tier", async () => {
    const review = async (...args: readonly string[]) => {
      const { stdout, stderr, exitCode } = await spend("-s", "prod", "-m", "2026-10", "--json", ...args);
      expect(exitCode, stderr).to.equal(0);
      return JSON.parse(stdout) as Spend;
    };
    const balancer = ({ services }: Spend) =>
      services.find(({ service }) => service === "Amazon Elastic Load Balancing")?.review ?? 0;
    const [alone, both] = [await review(), await review("--from", "fargate")];
    expect([balancer(alone), balancer(both).toFixed(2)]).to.deep.equal([0, "16.50"]);
    expect(both.total.actual).to.equal(alone.total.actual);
  });

  it("passes on AWS's words, keeps nothing then, and takes only months", async () => {
    rmSync(join(folder, "ladder/spend"), { recursive: true, force: true });
    refuses = true;
    const refused = await spend("-m", "2026-10");
    refuses = false;
    expect([refused.exitCode, refused.stderr.split("\n").at(-2)]).to.deep.equal([
      125,
      "AWS says AccessDeniedException: User not enabled for cost explorer access",
    ]);
    expect(() => readdirSync(join(folder, "ladder/spend"))).to.throw("ENOENT");
    const wrong = await spend("-m", "2026-13");
    expect([wrong.exitCode, wrong.stderr]).to.deep.equal([
      1,
      "--month: not a month; got 2026-13; allowed such as 2026-10\n",
    ]);
  });
});

describe("the days of a bill", () => {
  const noon = new Date("2026-11-21T12:00:00Z");

  it("are those of the month that have gone whole", () => {
    const november = spanOf(undefined, noon);
    expect(november).to.deep.equal({ month: "2026-11", days: 30, gone: 20 });
    expect(periodOf(november)).to.deep.equal({ Start: "2026-11-01", End: "2026-11-21" });
    expect(spanOf("2028-02", new Date("2028-03-05"))).to.deep.equal({ month: "2028-02", days: 29, gone: 29 });
    expect(periodOf(spanOf("2026-12", new Date("2027-01-01")))).to.deep.equal({
      Start: "2026-12-01",
      End: "2027-01-01",
    });
  });

  it("are none on the first of a month and in one to come", () => {
    expect(() => spanOf(undefined, new Date("2027-01-01T23:59:00Z"))).to.throw(
      "--month 2026-12 shows the last month",
    );
    expect(() => spanOf("2027-01", noon)).to.throw("2027-01 has no whole day yet");
  });
});
